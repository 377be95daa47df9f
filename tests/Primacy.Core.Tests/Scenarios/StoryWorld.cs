using Primacy.Topology;

namespace Primacy.Scenarios;

/// <summary>What every member shows at a point of a story, and the observations a probe would make of it.</summary>
sealed class StoryWorld(EquatableArray<Instance> declared)
{
    readonly Dictionary<string, MemberLine> _lines = [];

    public EquatableArray<Instance> Declared { get; } = declared;

    /// <summary>What a member shows.</summary>
    public MemberLine this[string name] =>
        _lines.GetValueOrDefault(name) ?? throw new ScenarioException($"'{name}' has not been shown yet.");

    public void Show(MemberLine line)
    {
        if (!Declared.Any(i => i.Id.Name == line.Name))
            throw new ScenarioException($"'{line.Name}' is no member of the cluster.");
        _lines[line.Name] = WithDefaults(line);
    }

    public IReadOnlyCollection<Observation> Observe(DateTimeOffset now) =>
        [
            .. Declared
                .Select(i => _lines.GetValueOrDefault(i.Id.Name))
                .OfType<MemberLine>()
                .Where(line => line.Kind != MemberLine.Silent)
                .Select(line => Shown.By(line, StandbysOf(line), now - line.Age)),
        ];

    /// <summary>A member is where its upstream is, or where it was, unless the story says otherwise.</summary>
    MemberLine WithDefaults(MemberLine line)
    {
        var upstream = line.Of is { } of ? _lines.GetValueOrDefault(of) : null;
        return line with
        {
            Timeline = line.Timeline ?? upstream?.Timeline,
            Lsn = line.Lsn ?? upstream?.Lsn ?? _lines.GetValueOrDefault(line.Name)?.Lsn,
        };
    }

    EquatableArray<StandbyLink> StandbysOf(MemberLine upstream)
    {
        var standbys = upstream.Lists is { } lists
            ? lists.Select(name => _lines.GetValueOrDefault(name) ?? new() { Name = name, Kind = MemberLine.Silent })
            : _lines.Values.Where(line => line.Of == upstream.Name && line.Kind != MemberLine.Primary);
        return [.. standbys.OrderBy(line => line.Name, StringComparer.Ordinal).Select(line => Link(line))];
    }

    static StandbyLink Link(MemberLine standby) =>
        new(
            standby.As ?? standby.Name,
            standby.Address,
            standby.Status,
            "async",
            standby.Lsn,
            standby.Replied.TotalSeconds
        );
}
