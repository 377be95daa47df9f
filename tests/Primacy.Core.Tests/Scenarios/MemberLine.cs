using System.Globalization;
using Primacy.Topology;

namespace Primacy.Scenarios;

/// <summary>What one member shows in a story: "b standby of=a tl=3 lsn=0/5000", or "c timed-out".</summary>
sealed record MemberLine
{
    public const string Primary = "primary";
    public const string Standby = "standby";

    const ulong OwnSystem = 7501;

    /// <summary>Not probed yet, so that not even a failure is known.</summary>
    public const string Silent = "silent";

    public required string Name { get; init; }

    /// <summary>primary, standby, silent, or a failure such as timed-out.</summary>
    public required string Kind { get; init; }

    public uint? Timeline { get; init; }

    public Lsn? Lsn { get; init; }

    /// <summary>Where recovery ended; "recovered=".</summary>
    public Lsn? RecoveryEnd { get; init; }

    /// <summary>Whether this postmaster has streamed; "streamed".</summary>
    public bool WasStreaming { get; init; }

    /// <summary>Whom it streams from: a member, or a host that is none.</summary>
    public string? Of { get; init; }

    /// <summary>The upstream's host as the standby names it, where that is not the member's own: a Service.</summary>
    public string? Via { get; init; }

    /// <summary>Whether it streams over a socket, which has no host; "socket".</summary>
    public bool IsOnSocket { get; init; }

    /// <summary>How long ago it heard from its upstream; "heard=".</summary>
    public TimeSpan? Heard { get; init; }

    /// <summary>The WAL receiver's status.</summary>
    public string Status { get; init; } = "streaming";

    /// <summary>The name under which it replicates.</summary>
    public string? As { get; init; }

    public string? Address { get; init; }

    /// <summary>When its postmaster was started, so long after the first one; "started=".</summary>
    public TimeSpan Started { get; init; }

    public ulong System { get; init; } = OwnSystem;

    public bool IsReadOnly { get; init; }

    public bool HasArchive { get; init; }

    /// <summary>The role has no pg_monitor here: clients, standbys and upstream are not shown; "hidden".</summary>
    public bool IsHidden { get; init; }

    public int? Clients { get; init; } = 0;

    /// <summary>How old the observation is, for one that was delayed.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>Whom it lists as streaming standbys, where that is not all whose line says so.</summary>
    public EquatableArray<string>? Lists { get; init; }

    /// <summary>How long ago it replied to its upstream; "replied=".</summary>
    public TimeSpan Replied { get; init; }

    public bool IsAnswer => Kind is Primary or Standby;

    public static MemberLine Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
            throw new ScenarioException($"'{line}': a member's line is its name, what it shows, and settings.");
        var read = new MemberLine { Name = words[0], Kind = words[1] };
        if (!read.IsAnswer && read.Kind != Silent && FailureWords.Find(read.Kind) is null)
            throw new ScenarioException($"'{line}': '{read.Kind}' is neither a role nor a failure.");
        return words.Skip(2).Aggregate(read, (so, word) => so.With(word));
    }

    MemberLine With(string word)
    {
        var parts = word.Split('=', 2);
        var value = parts.Length > 1 ? parts[1] : "";
        return parts[0] switch
        {
            "tl" => this with { Timeline = uint.Parse(value, CultureInfo.InvariantCulture) },
            "lsn" => this with { Lsn = Topology.Lsn.Parse(value) },
            "recovered" => this with { RecoveryEnd = Topology.Lsn.Parse(value) },
            "streamed" => this with { WasStreaming = true },
            "of" => this with { Of = value },
            "via" => this with { Via = value },
            "status" => this with { Status = value },
            "as" => this with { As = value },
            "system" => this with { System = ulong.Parse(value, CultureInfo.InvariantCulture) },
            _ => WithRare(parts[0], value),
        };
    }

    MemberLine WithRare(string key, string value) =>
        key switch
        {
            "address" => this with { Address = value },
            "read-only" => this with { IsReadOnly = true },
            "hidden" => this with { IsHidden = true, Clients = null },
            "archive" => this with { HasArchive = true },
            "clients" => this with { Clients = value == "?" ? null : int.Parse(value, CultureInfo.InvariantCulture) },
            "started" => this with { Started = Durations.Parse(value) },
            "socket" => this with { IsOnSocket = true },
            "heard" => this with { Heard = Durations.Parse(value) },
            "replied" => this with { Replied = Durations.Parse(value) },
            "age" => this with { Age = Durations.Parse(value) },
            "lists" => this with { Lists = [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries)] },
            _ => throw new ScenarioException($"{Name}: unknown setting '{key}'."),
        };

    public override string ToString()
    {
        var words = new List<string> { Name, Kind };
        Add(words, "tl", Timeline);
        Add(words, "lsn", Lsn);
        Add(words, "recovered", RecoveryEnd);
        if (WasStreaming)
            words.Add("streamed");
        Add(words, "of", Of);
        if (System != OwnSystem)
            Add(words, "system", System);
        if (Started > TimeSpan.Zero)
            words.Add($"started={Durations.Format(Started)}");
        if (Age > TimeSpan.Zero)
            words.Add($"age={Durations.Format(Age)}");
        if (Replied > TimeSpan.Zero)
            words.Add($"replied={Durations.Format(Replied)}");
        if (Lists is { } lists)
            words.Add($"lists={string.Join(',', lists)}");
        return string.Join(' ', words);
    }

    static void Add<T>(List<string> words, string key, T? value)
    {
        if (value is not null)
            words.Add($"{key}={value}");
    }
}
