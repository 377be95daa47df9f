using Primacy.Scenarios;
using Primacy.Simulation.Truth;
using Primacy.Topology;

namespace Primacy.Simulation.Watching;

/// <summary>
/// What reading histories and WAL over the replication protocol shows: never more than the servers still have, and
/// nothing without the right to replicate.
/// </summary>
sealed class WalReader(World world)
{
    static readonly TimelineSwitch[] BeforeTheStory = [new(new(1), new(0x1000), ""), new(new(2), new(0x3000), "")];

    static readonly MissingRight Replication = new("WAL and histories", "ALTER ROLE looker REPLICATION;");

    public static bool Answers(Server server) =>
        server is { IsHidden: false, IsFrozen: false, Mode: Mode.Primary or Mode.Standby };

    public Lineage LineageOf(Server server, DateTimeOffset at) =>
        new()
        {
            Instance = new(server.Name),
            At = at,
            StartedAt = Shown.ServerTime(server.StartedAtMilliseconds),
            Timeline = world.HasReplicationRight || server.Mode is Mode.Primary ? new(server.Branch.Timeline) : null,
            Switches = world.HasReplicationRight ? [.. Switches(server)] : null,
            HistoryWrittenAt = server.HistoryWrittenAtMilliseconds is { } written ? Shown.ServerTime(written) : null,
            Missing = world.HasReplicationRight ? [] : [Replication],
        };

    public Comparison Compare(Server one, Server other, DateTimeOffset at)
    {
        var known = new Comparison
        {
            One = new(one.Name),
            Other = new(other.Name),
            At = at,
            OneStartedAt = Shown.ServerTime(one.StartedAtMilliseconds),
            OtherStartedAt = Shown.ServerTime(other.StartedAtMilliseconds),
            Kinship = Kinship.Unknown,
        };
        if (!world.HasReplicationRight)
            return known with { Why = "our role may not read WAL", Missing = [Replication] };
        if (one.System != other.System)
            return known with { Why = "they are different database systems" };
        var to = Math.Min(one.Lsn, other.Lsn);
        // From where they presumably parted, and further back as long as they differ from the start.
        var from = Math.Max(one.WalFrom, other.WalFrom);
        return from >= to
            ? known with
            {
                Why = "the WAL to compare has been removed",
            }
            : Compare(known with { From = new(from), To = new(to) }, one, other);
    }

    static Comparison Compare(Comparison known, Server one, Server other)
    {
        var (from, to) = (known.From!.Value.Value, known.To!.Value.Value);
        var common = Branch.CommonEnd(WalOf(one, from), one.Lsn, WalOf(other, from), other.Lsn) ?? 0;
        var isCounted = one.Leftover is null && other.Leftover is null;
        if (common >= to)
            return known with { Kinship = Kinship.Same };
        return common > from
            ? known with
            {
                Kinship = Kinship.Forked,
                Fork = new(common),
                OneWrote = isCounted ? Count(one, common) : null,
                OtherWrote = isCounted ? Count(other, common) : null,
            }
            : known with
            {
                Kinship = Kinship.Apart,
                Fork = new(from),
                Why = "the WAL in which they parted has been removed",
            };
    }

    /// <summary>
    /// The history that a server's WAL tells from a position on: its own, though it holds rows of another, once
    /// streaming has overwritten the rest.
    /// </summary>
    static Branch WalOf(Server server, ulong from) =>
        server.Leftover is { } leftover && from < leftover.End && leftover.WalFrom > from
            ? new Branch(leftover.Branch, leftover.End, server.Branch.Timeline)
            : server.Branch;

    static BranchTally Count(Server server, ulong fork)
    {
        var commits = server.Branch.Commits(fork, server.Lsn).ToArray();
        var clients = commits.Where(c => c.IsOfClient).Select(c => Shown.ServerTime(c.ClockMilliseconds)).ToArray();
        return new(
            new(fork),
            new(server.Lsn),
            commits.Length,
            clients.Length,
            clients.Length > 0 ? clients[^1] : null,
            clients.Length > 0 ? clients[0] : null
        );
    }

    /// <summary>The history file: a branch without a promotion of its own is not in it.</summary>
    static IEnumerable<TimelineSwitch> Switches(Server server)
    {
        var switches = new Stack<TimelineSwitch>();
        var branch = server.Branch;
        for (; branch.Parent is { } parent; branch = parent)
        {
            if (parent.Timeline != branch.Timeline)
                switches.Push(new(new(parent.Timeline), new(branch.Fork), ""));
        }
        return branch.Timeline > 1 ? BeforeTheStory.Concat(switches) : switches;
    }
}
