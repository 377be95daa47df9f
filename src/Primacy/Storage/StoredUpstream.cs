using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>What a standby said of its WAL receiver.</summary>
internal sealed record StoredUpstream(
    string Status,
    string? Host = null,
    int? Port = null,
    string? ApplicationName = null,
    string? SlotName = null,
    double? SilentSeconds = null
)
{
    public static StoredUpstream Of(UpstreamLink link) =>
        new(link.Status, link.Host, link.Port, link.ApplicationName, link.SlotName, link.SilentSeconds);

    public UpstreamLink ToLink() => new(Status, Host, Port, ApplicationName, SlotName, SilentSeconds);
}
