using Primacy.Analysis;
using Xunit;

namespace Primacy.Incidents;

/// <summary>The whole table: every phase with every detection, before and after its time.</summary>
public sealed class IncidentMachineTests
{
    static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    static readonly IncidentPolicy Policy = new()
    {
        Waits = [new WaitingTime(VerdictCode.NoPrimary, TimeSpan.FromSeconds(10))],
        KeepFiringFor = TimeSpan.FromSeconds(5),
    };

    static readonly Verdict Verdict = new() { Code = VerdictCode.NoPrimary, Summary = "none" };

    [Theory]
    [InlineData("none", "present", 0, "Pending", "Opened")]
    [InlineData("none", "absent", 0, null, null)]
    [InlineData("none", "undetermined", 0, null, null)]
    [InlineData("pending", "present", 9, "Pending", null)]
    [InlineData("pending", "present", 10, "Firing", "Fired")]
    [InlineData("pending", "present", -3600, "Pending", null)]
    [InlineData("pending", "absent", 1, "Resolved", "Withdrawn")]
    [InlineData("pending", "absent", 60, "Resolved", "Withdrawn")]
    [InlineData("pending", "undetermined", 1, "Pending", null)]
    [InlineData("pending", "undetermined", 60, "Pending", null)]
    [InlineData("firing", "present", 60, "Firing", null)]
    [InlineData("firing", "absent", 4, "Firing", null)]
    [InlineData("firing", "absent", 5, "Resolved", "Resolved")]
    [InlineData("firing", "absent", -3600, "Firing", null)]
    [InlineData("firing", "undetermined", 3600, "Firing", null)]
    public void A_detection_leads_from_phase_to_phase(
        string phase,
        string detection,
        int afterSeconds,
        string? next,
        string? happened
    )
    {
        var (incident, kind) = IncidentMachine.Step(
            Current(phase),
            "orders",
            Seen(detection),
            TimeSpan.FromSeconds(Math.Max(0, afterSeconds)),
            Noon.AddSeconds(afterSeconds),
            Policy
        );
        Assert.Equal(next, incident?.Phase.ToString());
        Assert.Equal(happened, kind?.ToString());
    }

    [Theory]
    [InlineData(VerdictCode.NoPrimary, 59, "Firing")]
    [InlineData(VerdictCode.NoPrimary, 60, "Resolved")]
    [InlineData(VerdictCode.Blind, 5, "Resolved")]
    public void How_long_it_must_be_gone_may_differ_by_verdict(VerdictCode code, int seconds, string phase)
    {
        var policy = Policy with { Keeps = [new WaitingTime(VerdictCode.NoPrimary, TimeSpan.FromMinutes(1))] };
        var (incident, _) = IncidentMachine.Step(
            Current("firing")! with
            {
                Verdict = Verdict with { Code = code },
            },
            "orders",
            Seen("absent"),
            TimeSpan.FromSeconds(seconds),
            Noon.AddSeconds(seconds),
            policy
        );
        Assert.Equal(phase, incident?.Phase.ToString());
    }

    [Fact]
    public void What_cannot_be_told_counts_as_seen_so_that_resolving_begins_anew()
    {
        var (incident, _) = IncidentMachine.Step(
            Current("firing"),
            "orders",
            Seen("undetermined"),
            TimeSpan.FromSeconds(60),
            Noon.AddSeconds(60),
            Policy
        );
        Assert.Equal(Noon.AddSeconds(60), incident!.LastSeen);
    }

    [Fact]
    public void A_key_names_the_cluster_the_verdict_and_the_instant()
    {
        var (incident, _) = IncidentMachine.Step(
            null,
            "orders",
            Seen("present"),
            default,
            Noon.AddMilliseconds(7),
            Policy
        );
        Assert.Equal("orders/no-primary/20260101T120000.007Z", incident!.Key);
    }

    [Fact]
    public void A_wait_of_nothing_fires_at_once()
    {
        var verdict = Verdict with { Code = VerdictCode.MultiplePrimaries };
        var (incident, kind) = IncidentMachine.Step(
            null,
            "orders",
            new Detection.Present(verdict),
            TimeSpan.Zero,
            Noon,
            Policy
        );
        Assert.Equal((IncidentPhase.Firing, IncidentEventKind.Fired, Noon), (incident!.Phase, kind, incident.FiredAt));
    }

    [Fact]
    public void An_operator_overrides_the_waits_and_states_never_fire()
    {
        Assert.Equal(TimeSpan.FromSeconds(10), Policy.For(VerdictCode.NoPrimary));
        Assert.Equal(TimeSpan.FromSeconds(30), Policy.For(VerdictCode.ReplicationBroken));
        Assert.Equal(TimeSpan.MaxValue, Policy.For(VerdictCode.Healthy));
        Assert.Equal(TimeSpan.MaxValue, Policy.For(VerdictCode.SwitchoverInProgress));
    }

    static Incident? Current(string phase) =>
        phase == "none"
            ? null
            : new Incident
            {
                Key = "orders/no-primary/20260101T120000.000Z",
                Cluster = "orders",
                Verdict = Verdict,
                Phase = phase == "pending" ? IncidentPhase.Pending : IncidentPhase.Firing,
                Since = Noon,
                LastSeen = Noon,
            };

    static Detection Seen(string detection) =>
        detection switch
        {
            "present" => new Detection.Present(Verdict),
            "absent" => Detection.NotThere,
            _ => new Detection.Undetermined("cannot be seen"),
        };
}
