using Microsoft.Extensions.Time.Testing;
using Primacy.Acting;
using Primacy.Storage;
using Primacy.Tests.Notifications;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Tests.Storytelling;

/// <summary>
/// A night in a journal: db2 is promoted behind db1's back, the fork is proven, the harm grows, somebody acknowledges,
/// db1 is shut down and comes back as a standby.
/// </summary>
sealed class SplitNight(SqliteJournal journal, FakeTimeProvider time, string cluster = "orders")
{
    public const string OnCall = "on-call";

    public const string Chat = "chat";

    ClusterState _state = ClusterState.Initial;

    public static DateTimeOffset Start => Snapshots.Start;

    /// <summary>The incident of the two primaries.</summary>
    public string Key => $"{cluster}/multiple-primaries/20260301T030002.000Z";

    /// <summary>What the split's first primary is called; others may have chosen it.</summary>
    public string First { get; init; } = "db1";

    /// <summary>All of it.</summary>
    public SplitNight Live()
    {
        Break();
        time.SetUtcNow(Start.AddSeconds(45));
        Deliver();
        journal.Acts.Keep(Acknowledged(Key));
        Heal();
        Deliver();
        return this;
    }

    public void Break()
    {
        journal.Routing = Addressees.All(OnCall, Chat);
        Look(0, Testimony.None, Primary(1, "0/3000148", "db2", "db3"), Standby("db1"), Standby("db1"));
        Look(2, Testimony.None, Written("0/3000248"), Promoted, Standby("db1"));
        var known = Proofs.Known(Start.AddSeconds(3));
        Look(3, known, Written("0/3000548"), Promoted, Standby("db2", timeline: 2));
        Look(40, known, Written("0/3004548"), Promoted, Standby("db2", timeline: 2));
    }

    /// <summary>The same promotion, of which nobody saw anything.</summary>
    public void BreakOutOfSight()
    {
        Look(0, Testimony.None, Primary(1, "0/3000148", "db2", "db3"), Standby("db1"), Standby("db1"));
        Look(1, Testimony.None, Written("0/3000148"), Snapshots.Failed(ProbeFailure.TimedOut), Standby("db1"));
        Look(2, Testimony.None, Written("0/3000248"), Promoted, Standby("db1"));
    }

    public void Deliver()
    {
        while (journal.Deliveries.Heads(OnCall, 1) is [var delivery])
            journal.Deliveries.Delivered(delivery.Id);
        foreach (var waiting in journal.Deliveries.Heads(Chat, 9))
            journal.Deliveries.Postpone(waiting.Id, Start.AddMinutes(3), "answered 503");
    }

    public void Heal()
    {
        var known = Proofs.Known(Start.AddSeconds(3));
        var stopped = Snapshots.Failed(ProbeFailure.Refused, "");
        foreach (var second in (int[])[95, 96, 130])
            Look(second, known, stopped, Promoted, Standby("db2", timeline: 2));
        Look(150, Testimony.None, Standby("db2", timeline: 2), Promoted, Standby("db2", timeline: 2));
    }

    /// <summary>A minute after it has healed, db1 accepts writes once more.</summary>
    public void BreakAgain() =>
        Look(
            210,
            Testimony.None,
            Primary(3, "0/5000148"),
            Snapshots.Answered(Snapshots.Primary(2, "0/5000148", "db3")),
            Standby("db2", timeline: 2)
        );

    static AuditEntry Acknowledged(string key) =>
        new(Start.AddSeconds(50), new Actor("anna", "token", "10.1.2.3"), "incident.acknowledge", key, "I stop db1");

    static ProbeOutcome Promoted =>
        Snapshots.Answered(
            Snapshots.Primary(2, "0/3000180", "db3") with
            {
                Clients = 1,
                RecoveryEnd = Lsn.Parse("0/3000148"),
                WasStreaming = true,
            }
        );

    static ProbeOutcome Primary(uint timeline, string lsn, params string[] followers) =>
        Snapshots.Answered(Snapshots.Primary(timeline, lsn, followers));

    static ProbeOutcome Written(string lsn) => Snapshots.Answered(Snapshots.Primary(1, lsn) with { Clients = 3 });

    ProbeOutcome Standby(string upstream, uint timeline = 1) =>
        Snapshots.Answered(Snapshots.Standby(upstream == "db1" ? First : upstream, timeline));

    /// <summary>A second of a split in which db3 comes into sight and goes out of it, over and over.</summary>
    public void Flap(int second) =>
        Look(
            second,
            Proofs.Known(Start.AddSeconds(3)),
            Written($"0/{3_100_000 + second:X}"),
            Promoted,
            second % 2 == 0 ? Standby("db2", timeline: 2) : Snapshots.Failed(ProbeFailure.TimedOut)
        );

    public void Look(int second, Testimony testimony, ProbeOutcome db1, ProbeOutcome db2, ProbeOutcome db3)
    {
        var at = Start.AddSeconds(second);
        if (time.GetUtcNow() < at)
            time.SetUtcNow(at);
        var step = Snapshots.After(_state, cluster, at, testimony, (First, db1), ("db2", db2), ("db3", db3)).Step;
        journal.Append(cluster, step.State.Memory, step.State.Incidents, step.Events, step.View);
        _state = step.State;
    }
}
