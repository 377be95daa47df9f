using System.Text.Json;
using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>A look as the journal keeps it: all that the core was given, so that it can be given it again.</summary>
internal sealed record StoredLook
{
    public string? System { get; init; }

    public required IReadOnlyList<StoredMember> Members { get; init; }

    public StoredTestimony? Testimony { get; init; }

    public IReadOnlyList<StoredStray>? Strays { get; init; }

    public static string Write(ClusterView view) =>
        JsonSerializer.Serialize(
            new StoredLook
            {
                System = view.System?.ToString(),
                Members = [.. view.Members.Select(StoredMember.Of)],
                Testimony = view.Testimony == Topology.Testimony.None ? null : StoredTestimony.Of(view.Testimony),
                Strays = view.Strays.Count == 0 ? null : [.. view.Strays.Select(StoredStray.Of)],
            },
            LookJson.Default.StoredLook
        );

    public static ClusterView Read(string cluster, DateTimeOffset at, string json)
    {
        var stored =
            JsonSerializer.Deserialize(json, LookJson.Default.StoredLook)
            ?? throw new FormatException("a look is null");
        return new ClusterView(
            cluster,
            at,
            stored.System is { } system ? new SystemIdentifier(StoredNumber.Read(system)) : null,
            stored.Members.Select(member => member.ToMember()).ToEquatableArray(),
            stored.Testimony?.ToTestimony() ?? Topology.Testimony.None,
            (stored.Strays ?? []).Select(stray => stray.ToStray()).ToEquatableArray()
        );
    }
}
