using System.Globalization;
using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Topology;

namespace Primacy.Tests.Storage;

/// <summary>Incidents and events such as a watcher appends, with fixed times.</summary>
static class Stories
{
    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

    public static Incident Firing(string cluster, int number = 0) =>
        new()
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"{cluster}/multiple-primaries/{number}"),
            Cluster = cluster,
            Verdict = Split,
            Phase = IncidentPhase.Firing,
            Since = Start.AddSeconds(number),
            FiredAt = Start.AddSeconds(number),
            LastSeen = Start.AddSeconds(number),
        };

    public static Incident Resolved(Incident firing) =>
        firing with
        {
            Phase = IncidentPhase.Resolved,
            ResolvedAt = firing.LastSeen.AddSeconds(9),
        };

    public static IncidentEvent Fired(Incident incident) => new(IncidentEventKind.Fired, incident.Since, incident);

    public static IncidentEvent Ended(Incident resolved) =>
        new(IncidentEventKind.Resolved, resolved.ResolvedAt!.Value, resolved);

    public static Verdict Split { get; } =
        new()
        {
            Code = VerdictCode.MultiplePrimaries,
            Summary =
                "db1:5432 and db2:5432 both accept writes: they overlap, db1:5432 has written nothing past the fork "
                + "yet. Keep db2:5432: 2 of 3 declared members stand behind it.",
            Primaries = [new InstanceId("db1:5432"), new InstanceId("db2:5432")],
            Subjects = [new InstanceId("db1:5432"), new InstanceId("db2:5432")],
            Survivor = new Survivor.Keep(new InstanceId("db2:5432"), "2 of 3 declared members stand behind it"),
            Divergences =
            [
                new Divergence(
                    new InstanceId("db1:5432"),
                    new InstanceId("db2:5432"),
                    Lsn.Parse("0/3000148"),
                    true,
                    0,
                    56,
                    DivergenceState.Overlap
                ),
            ],
            Evidence =
            [
                new Evidence(
                    new InstanceId("db1:5432"),
                    "db1:5432 is a primary on timeline 1 at 0/3000148; 2 clients; followed by none."
                ),
                new Evidence(
                    new InstanceId("db2:5432"),
                    "db2:5432 is a primary on timeline 2 at 0/3000180; 0 clients; followed by db3:5432."
                ),
                new Evidence(null, "db2:5432 forked from db1:5432 at 0/3000148."),
            ],
        };
}
