using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>Where a timeline left its parent.</summary>
internal sealed record StoredSwitch(uint Parent, string At, string Reason)
{
    public static StoredSwitch Of(TimelineSwitch left) => new(left.Parent.Value, left.At.ToString(), left.Reason);

    public TimelineSwitch ToSwitch() => new(new Timeline(Parent), Lsn.Parse(At), Reason);
}
