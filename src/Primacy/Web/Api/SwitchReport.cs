using Primacy.Topology;

namespace Primacy.Web.Api;

/// <summary>Where a timeline left its parent.</summary>
internal sealed record SwitchReport(uint Parent, string At, string Reason)
{
    public static SwitchReport From(TimelineSwitch left) => new(left.Parent.Value, left.At.ToString(), left.Reason);
}
