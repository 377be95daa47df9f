using Primacy.Analysis;
using Primacy.Incidents;

namespace Primacy.Muting;

/// <summary>
/// A time in which work at a cluster is planned. It mutes what planned work shows; two primaries are never planned, so
/// that these are told in a window, too. Who tries that out on purpose makes a silence.
/// </summary>
public sealed record MaintenanceWindow
{
    public required string Id { get; init; }

    public required string Cluster { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset Until { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public MutePhase PhaseAt(DateTimeOffset now) => MutePhases.At(now, From, Until);

    public bool Covers(Incident incident) => CoversIncident(Cluster, incident);

    /// <summary>The same, ended now; one that has not begun never does.</summary>
    public MaintenanceWindow Ended(DateTimeOffset now) =>
        PhaseAt(now) is MutePhase.Expired ? this : this with { From = From < now ? From : now, Until = now };

    /// <summary>What is wrong with a new one, a sentence each.</summary>
    public EquatableArray<string> Objections(DateTimeOffset now)
    {
        List<string> wrong = [.. MuteTexts.Objections("reason", Reason), .. MuteTexts.Objections(From, Until, now)];
        return wrong.ToEquatableArray();
    }

    internal static bool CoversIncident(string cluster, Incident incident) =>
        incident.Cluster == cluster && incident.Code is not VerdictCode.MultiplePrimaries;
}
