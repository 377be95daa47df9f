using System.Globalization;
using Primacy.Acting;
using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy.Storytelling;

/// <summary>
/// Tells the story of an incident from the journal: what was seen when, what it became, who did what about it and who
/// was told. One at a time, because a long story is a second of work and a service has better to do.
/// </summary>
internal sealed class Narrator(IStorySource source, MuteBook book, TimeProvider time) : IDisposable
{
    /// <summary>What led to an incident is seen shortly before it is one.</summary>
    static readonly TimeSpan Before = TimeSpan.FromSeconds(30);

    /// <summary>Who had to go often comes back as a standby shortly after it is over.</summary>
    static readonly TimeSpan After = TimeSpan.FromMinutes(2);

    /// <summary>The journal keeps a look at least this often.</summary>
    static readonly TimeSpan KeptEvery = TimeSpan.FromSeconds(45);

    /// <summary>For how many incidents it is remembered what was read.</summary>
    const int ReadingsMax = 4;

    readonly SemaphoreSlim _turn = new(1);
    readonly List<Reading> _readings = [];

    /// <summary>The story of an incident; null when it is not kept.</summary>
    /// <param name="incident">Its key.</param>
    /// <param name="policyOf">How a cluster's looks are judged again.</param>
    /// <param name="cancellation">Whoever asked waits no more.</param>
    public async Task<Story?> TellAsync(
        string incident,
        Func<string, AnalysisPolicy> policyOf,
        CancellationToken cancellation
    )
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return source.Facts(incident) is { } facts ? Tell(facts, policyOf(facts.Incident.Cluster)) : null;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    Story Tell(StoryFacts facts, AnalysisPolicy policy)
    {
        var incident = facts.Incident;
        var until = incident.ResolvedAt ?? Later(incident.LastSeen, time.GetUtcNow());
        var reading = ReadingOf(incident, policy);
        reading.GoOn(source, incident.Since - Before, incident.ResolvedAt is { } end ? Aftermath(facts, end) : until);
        Moment[] moments =
        [
            .. reading.Moments,
            .. PhaseMoments.Of(facts.Events),
            .. ActMoments.Of(facts, book.Between(incident, incident.Since, until), until),
            .. facts.Deliveries.Select(ToldMoments.Of),
        ];
        return new Story
        {
            Incident = incident,
            Until = until,
            // The sort is stable: of one instant and kind they stay as they were seen.
            Moments = [.. moments.OrderBy(one => one.At).ThenBy(one => one.Kind)],
            Deliveries = facts.Deliveries,
            Gaps = [.. Gaps(facts, reading.Looks, until)],
        };
    }

    Reading ReadingOf(Incident incident, AnalysisPolicy policy)
    {
        var reading = _readings.Find(one => one.IsOf(incident, policy)) ?? new Reading(incident, policy);
        _readings.RemoveAll(one => one.Incident == incident.Key);
        _readings.Add(reading);
        if (_readings.Count > ReadingsMax)
            _readings.RemoveAt(0);
        return reading;
    }

    static IEnumerable<string> Gaps(StoryFacts facts, LooksRead looks, DateTimeOffset until)
    {
        if (looks.First is null)
            yield return "No look at the cluster is kept from that time, so that what was seen is not told here.";
        else if (looks.First > facts.Incident.Since + KeptEvery)
            yield return $"Looks are kept from {Utc(looks.First.Value)} on: what was seen before is not told here.";
        if (looks.LeftOut > 0)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{looks.LeftOut} looks from the middle are left out, because there are so many; each can be explained."
            );
        if (facts.Incident.FiredAt is { } && facts.Deliveries.Count == 0)
            yield return "Nothing is kept of whom it was told to: nobody was to be told, or it is too long ago.";
        if (facts.Events.Count == 0 && until > facts.Incident.Since)
            yield return "What became of it when is not kept any more.";
    }

    /// <summary>Until when its consequences are told: what the next one begins with belongs to that.</summary>
    static DateTimeOffset Aftermath(StoryFacts facts, DateTimeOffset end) =>
        facts.NextBegan is { } next && next < end + After ? Later(end, next.AddTicks(-1)) : end + After;

    static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    static string Utc(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
