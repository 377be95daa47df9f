using Primacy.Analysis;
using Primacy.Explaining;
using Primacy.Incidents;
using Primacy.Notifications.Words;
using Primacy.Topology;

namespace Primacy.Storytelling;

/// <summary>What the looks at a cluster show that bears on an incident: each look beside the one before it.</summary>
internal sealed class SeenMoments(Incident incident, AnalysisPolicy policy)
{
    /// <summary>Characters of a sentence; names and messages of servers may be longer than anybody reads.</summary>
    public const int TextMax = 1000;

    /// <summary>More than anybody reads: a server that flaps for a week is told until then.</summary>
    const int MomentsMax = 5000;

    readonly List<Moment> _all = [];
    readonly VerdictChanges _verdicts = new(incident.Code);
    ClusterView? _before;
    bool _hasBegun;
    bool _hasEnded;

    public IReadOnlyList<Moment> All => [.. _all];

    /// <summary>When the newest look that was shown was taken; null before the first one.</summary>
    public DateTimeOffset? Last => _before?.At;

    public void Visit(ClusterView look)
    {
        if (_all.Count >= MomentsMax || look.At <= Last)
            return;
        if (_before is { } before)
        {
            Add(look, MemberChanges.Between(before, look));
            Add(look, TestimonyChanges.Between(before, look));
        }
        if (!_hasBegun && look.At >= incident.Since)
        {
            _hasBegun = true;
            Add(look, [InSight(look, "")]);
        }
        if (_hasBegun && !_hasEnded)
            Add(look, _verdicts.In(look, Analyzer.Analyze(look, policy)));
        if (!_hasEnded && look.At >= incident.ResolvedAt)
        {
            _hasEnded = true;
            Add(look, [InSight(look, "When it was over, ")]);
        }
        _before = look;
    }

    void Add(ClusterView look, IEnumerable<Seen> seen)
    {
        foreach (var one in seen)
        {
            _all.Add(
                new(look.At, one.Kind, PlainText.Line(one.Text, TextMax))
                {
                    Mark = one.Mark,
                    Details = one.Details.Select(detail => PlainText.Line(detail, TextMax)).ToEquatableArray(),
                }
            );
        }
    }

    /// <summary>Who was in sight, and as what.</summary>
    Seen InSight(ClusterView look, string when)
    {
        var explained = Explanation.Of(look, Analyzer.Analyze(look, policy));
        var answering = look.Members.Count(member => member.State is not null);
        return new($"{when}{answering} of {look.Members.Count} declared members answer{(when.Length > 0 ? "ed" : "")}.")
        {
            Details = [.. explained.Seen.Take(look.Members.Count).Select(statement => statement.Text)],
        };
    }
}
