using Primacy.Analysis;
using Primacy.Explaining;
using Primacy.Topology;

namespace Primacy.Storytelling;

/// <summary>
/// What one detector makes of each look: how the incident came about, which primary to keep and by whose votes, and how
/// the harm grows.
/// </summary>
internal sealed class VerdictChanges(VerdictCode code)
{
    /// <summary>
    /// Harm is told again when a tenth of the time has passed again: every minute at first, every hour of a long day.
    /// </summary>
    const double HarmEvery = 0.1;

    static readonly TimeSpan HarmAtLeast = TimeSpan.FromSeconds(25);

    readonly Dictionary<string, string> _votes = [];
    string? _how;
    string? _keep;
    EquatableArray<string>? _harm;
    Detection? _before;
    DateTimeOffset _begunAt;
    DateTimeOffset _harmAt;

    public IEnumerable<Seen> In(ClusterView look, Assessment assessment)
    {
        var detection = assessment.Of(code);
        if (_before is null)
            _begunAt = look.At;
        List<Seen> all = [.. Turns(detection, assessment)];
        if (detection is Detection.Present { Verdict: var verdict })
            all.AddRange([.. How(verdict), .. Votes(verdict), .. Keeping(verdict), .. Harm(verdict, look.At)]);
        _before = detection;
        return all;
    }

    /// <summary>That it cannot be told any more, is no longer there, or is there again.</summary>
    IEnumerable<Seen> Turns(Detection detection, Assessment assessment)
    {
        if (detection.GetType() == _before?.GetType())
            yield break;
        switch (detection)
        {
            case Detection.Undetermined { Why: var why }:
                yield return new($"Whether it still is so cannot be told: {why}.", Mark.Doubtful);
                break;
            case Detection.Absent:
                yield return new(
                    $"{code.Slug} is no longer seen. What is seen now: {assessment.Headline.Summary}",
                    Mark.Good
                );
                break;
            case Detection.Present { Verdict: var verdict } when _before is not null:
                yield return new($"{code.Slug} is seen again: {verdict.Summary}", Mark.Doubtful);
                break;
        }
    }

    IEnumerable<Seen> How(Verdict verdict)
    {
        if (verdict is not { SubKind: { } kind, Split: { } split })
            yield break;
        var how = $"{(split.IsProven ? "" : "perhaps ")}{kind.Slug}";
        if (how != _how)
            yield return new($"How it came about: {how}. {split.Why.TrimEnd('.')}.");
        _how = how;
    }

    /// <summary>All votes together when they are first counted, then each that is another one.</summary>
    IEnumerable<Seen> Votes(Verdict verdict)
    {
        var isFirst = _votes.Count == 0;
        var changed = new List<string>();
        foreach (var vote in verdict.Split?.Votes ?? [])
        {
            var stands = vote.For?.Name ?? "";
            if (_votes.TryGetValue(vote.Voter, out var before) && before == stands)
                continue;
            _votes[vote.Voter] = stands;
            changed.Add(vote.Sentence);
        }
        return changed.Count == 0 ? []
            : isFirst ? [new("The votes are counted.") { Details = changed.ToEquatableArray() }]
            : changed.Select(sentence => new Seen(sentence));
    }

    IEnumerable<Seen> Keeping(Verdict verdict)
    {
        var (keep, seen) = verdict.Survivor switch
        {
            Survivor.Keep one => (one.Instance.Name, new Seen($"Keep {one.Instance}: {one.Reason}.", Mark.Good)),
            Survivor.Undecidable { Leaning: { } leaning } open => (
                $"?{leaning}",
                new Seen(
                    $"Which to keep is undecidable, {leaning} by what was counted so far: {open.Reason}.",
                    Mark.Doubtful
                )
            ),
            Survivor.Undecidable open => (
                "?",
                new Seen($"Which to keep is undecidable: {open.Reason}.", Mark.Doubtful)
            ),
            _ => (null, null),
        };
        if (seen is not null && keep != _keep)
            yield return seen;
        _keep = keep;
    }

    IEnumerable<Seen> Harm(Verdict verdict, DateTimeOffset at)
    {
        if (verdict.Split is not { Sides.Count: > 0 } split)
            yield break;
        var harm = split.Sides.Select(side => $"{side.Instance}: {side.Harm}.").ToEquatableArray();
        var pause = (at - _begunAt) * HarmEvery;
        if (harm == _harm || (_harm is not null && at - _harmAt < (pause > HarmAtLeast ? pause : HarmAtLeast)))
            yield break;
        (_harm, _harmAt) = (harm, at);
        yield return new("Written on each side by then:", Mark.Doubtful) { Kind = MomentKind.Harm, Details = harm };
    }
}
