using System.Globalization;
using Primacy.Topology;

namespace Primacy.Scenarios;

/// <summary>
/// What is known beyond the probes, as stories write it: "lineage c tl=2 from=1@0/5000 written=62m", "compare b c
/// forked=0/5000 b=12/3 c=40/40", "claim Patroni quorum a=primary b=standby". Each holds until it is written anew.
/// </summary>
sealed class TestimonyLines(StoryWorld world)
{
    static readonly MissingRight Replication = new("timeline histories and WAL", "ALTER ROLE looker REPLICATION;");

    readonly Dictionary<string, Lineage> _lineages = [];
    readonly Dictionary<string, Comparison> _comparisons = [];
    readonly Dictionary<string, (Claim Claim, TimeSpan? Age)> _claims = [];

    public static bool IsOne(string line) => line.Trim().Split(' ')[0] is "lineage" or "compare" or "claim";

    public Testimony At(DateTimeOffset now) =>
        new()
        {
            Lineages = _lineages.Values.ToEquatableArray(),
            Comparisons = _comparisons.Values.ToEquatableArray(),
            Claims = _claims.Values.Select(c => c.Claim with { At = now - (c.Age ?? default) }).ToEquatableArray(),
        };

    public void Take(string line, DateTimeOffset now)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["lineage", var name, .. var rest]:
                _lineages[name] = rest.Aggregate(LineageOf(name, now), With);
                break;
            case ["compare", var one, var other, .. var rest]:
                _comparisons[$"{one} {other}"] = rest.Aggregate(ComparisonOf(one, other, now), With);
                break;
            case ["claim", var manager, .. var rest]:
                _claims[manager] = rest.Aggregate((ClaimOf(manager, now), (TimeSpan?)null), With);
                break;
            default:
                throw new ScenarioException($"'{line}': whom or what is it about?");
        }
    }

    Lineage LineageOf(string name, DateTimeOffset now) =>
        new()
        {
            Instance = new(name),
            At = now,
            StartedAt = Shown.Started + world[name].Started,
            Timeline = world[name].Timeline is { } timeline ? new(timeline) : null,
            Switches = [],
        };

    static Lineage With(Lineage lineage, string word) =>
        word.Split('=', 2) switch
        {
            ["tl", var number] => lineage with { Timeline = Number(number) },
            ["from", var switches] => lineage with { Switches = [.. switches.Split(',').Select(Switch)] },
            ["written", var after] => lineage with { HistoryWrittenAt = Shown.Started + Durations.Parse(after) },
            ["wal", var files] => lineage with { WalFiles = Files(lineage, files) },
            ["clock", var ahead] => lineage with { WalFiles = Ahead(lineage.WalFiles!, Durations.Parse(ahead)) },
            ["hidden"] => lineage with { Switches = null, HistoryWrittenAt = null, Missing = [Replication] },
            _ => throw new ScenarioException($"lineage: unknown setting '{word}'."),
        };

    /// <summary>"62m@0/8000000": its oldest file is of so long after the start, its WAL begins there.</summary>
    static WalFiles Files(Lineage lineage, string text) =>
        text.Split('@') is [var after, var begin]
            ? new(lineage.At, Shown.Started + Durations.Parse(after), Lsn.Parse(begin))
            : throw new ScenarioException($"'{text}' is no oldest file such as 62m@0/8000000.");

    static WalFiles Ahead(WalFiles files, TimeSpan ahead) => files with { ReadAt = files.ReadAt + ahead };

    Comparison ComparisonOf(string one, string other, DateTimeOffset now) =>
        new()
        {
            One = new(one),
            Other = new(other),
            At = now,
            OneStartedAt = Shown.Started + world[one].Started,
            OtherStartedAt = Shown.Started + world[other].Started,
            Kinship = Kinship.Unknown,
        };

    Comparison With(Comparison read, string word) =>
        word.Split('=', 2) switch
        {
            ["forked", var at] => read with { Kinship = Kinship.Forked, Fork = Lsn.Parse(at) },
            ["apart"] => read with { Kinship = Kinship.Apart },
            ["apart", var at] => read with { Kinship = Kinship.Apart, Fork = Lsn.Parse(at) },
            ["same", var to] => read with { Kinship = Kinship.Same, To = Lsn.Parse(to) },
            ["hidden"] => read with { Kinship = Kinship.Unknown, Missing = [Replication] },
            ["from", var from] => read with { From = Lsn.Parse(from) },
            ["to", var to] => read with { To = Lsn.Parse(to) },
            ["refused"] => read with { Why = "the WAL at 0/5000 is not understood" },
            [var name, var tally] when name == read.One.Name => read with { OneWrote = Tally(read, name, tally) },
            [var name, var tally] when name == read.Other.Name => read with { OtherWrote = Tally(read, name, tally) },
            _ => throw new ScenarioException($"compare: unknown setting '{word}'."),
        };

    /// <summary>
    /// "12/3" is 12 commits, 3 of clients, up to where the member is; "12/3@0/6000" is up to there, and of
    /// "12/3@0/6000@61m..62m" the first client committed so long after the start, and the last.
    /// </summary>
    BranchTally Tally(Comparison read, string name, string text)
    {
        var parts = text.Split('@');
        var counts = parts[0].Split('/');
        var to = parts.Length > 1 ? Lsn.Parse(parts[1]) : world[name].Lsn!.Value;
        // While they are the same it is counted from the end of the one that is behind.
        var from = (read.Fork ?? read.To)!.Value;
        DateTimeOffset[] commits = parts.Length > 2 ? [.. parts[2].Split("..").Select(After)] : [];
        return new(
            from,
            to,
            Number(0),
            Number(1),
            commits is [var first, ..] ? first : null,
            commits is [.., var last] ? last : null
        );

        DateTimeOffset After(string time) => Shown.Started + Durations.Parse(time);

        long Number(int part) => long.Parse(counts[part], CultureInfo.InvariantCulture);
    }

    static Claim ClaimOf(string manager, DateTimeOffset now) =>
        new()
        {
            Manager = manager,
            Source = $"{manager.ToLowerInvariant()}.test",
            At = now,
            MayDecide = manager is "Patroni",
        };

    static (Claim, TimeSpan?) With((Claim Claim, TimeSpan? Age) so, string word) =>
        word.Split('=', 2) switch
        {
            ["quorum"] => (so.Claim with { HasQuorum = true }, so.Age),
            ["paused"] => (so.Claim with { IsPaused = true }, so.Age),
            ["partial"] => (so.Claim with { IsPartial = true }, so.Age),
            ["silent"] => (so.Claim with { Fault = "does not answer in time" }, so.Age),
            ["age", var age] => (so.Claim, Durations.Parse(age)),
            [var name, var state] => (so.Claim with { Members = [.. so.Claim.Members, Claimed(name, state)] }, so.Age),
            _ => throw new ScenarioException($"claim: unknown setting '{word}'."),
        };

    /// <summary>"node1@a" is a server that the manager calls node1, at a member's address.</summary>
    static ClaimedMember Claimed(string name, string state) =>
        new(
            name.Split('@')[0],
            name.Split('@') is [_, var host] ? host : null,
            name.Contains('@', StringComparison.Ordinal) ? 5432 : null,
            state switch
            {
                "primary" => Role.Primary,
                "standby" => Role.Standby,
                _ => null,
            },
            state
        );

    /// <summary>"3@0/5000", or "3@0/5000@" where no reason is told.</summary>
    static TimelineSwitch Switch(string text) =>
        text.Split('@') is [var parent, var at, .. var reason]
            ? new(Number(parent), Lsn.Parse(at), reason is [var why] ? why : "no recovery target specified")
            : throw new ScenarioException($"'{text}' is no switch such as 3@0/5000.");

    static Timeline Number(string text) => new(uint.Parse(text, CultureInfo.InvariantCulture));
}
