using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy.Muting;

/// <summary>Incidents, and what mutes them, for tests.</summary>
static class MutedIncidents
{
    public static DateTimeOffset Noon { get; } = ToldSplit.Noon;

    public static Verdict Broken { get; } =
        new()
        {
            Code = VerdictCode.ReplicationBroken,
            Summary = "b follows nobody",
            Primaries = [new("a")],
            Subjects = [new("b")],
        };

    public static Incident Firing(Verdict verdict, string cluster = "orders") =>
        new()
        {
            Key = $"{cluster}/{verdict.Code.Slug}/1",
            Cluster = cluster,
            Verdict = verdict,
            Phase = IncidentPhase.Firing,
            Since = Noon,
            FiredAt = Noon,
            LastSeen = Noon,
        };

    public static Silence Silence(params Matcher[] matchers) =>
        new()
        {
            Id = "s1",
            Matchers = matchers.ToEquatableArray(),
            StartsAt = Noon,
            EndsAt = Noon.AddHours(1),
            CreatedBy = "anna",
            Comment = "the switch is replaced",
            CreatedAt = Noon,
        };

    public static Acknowledgement Acknowledged(Verdict verdict) =>
        new()
        {
            Incident = Firing(verdict),
            By = "bert",
            Why = "I am on it",
            At = Noon,
            Until = Noon.AddHours(2),
        };

    public static MaintenanceWindow Window(string cluster = "orders") =>
        new()
        {
            Id = "w1",
            Cluster = cluster,
            From = Noon,
            Until = Noon.AddHours(3),
            By = "cora",
            Reason = "patches",
        };

    public static Mute? Over(this Mutes mutes, Incident incident, DateTimeOffset? now = null) =>
        mutes.Over(incident, IncidentLabels.Of(incident), now ?? Noon);
}
