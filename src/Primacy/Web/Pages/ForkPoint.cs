using Primacy.Topology;

namespace Primacy.Web.Pages;

/// <summary>Where branches leave what is common.</summary>
internal sealed record ForkPoint(int X, Lsn Lsn, bool IsExact)
{
    /// <summary>"0/3000148", or "0/3000148 at the latest".</summary>
    public string Label => IsExact ? $"{Lsn}" : $"{Lsn} at the latest";

    /// <summary>The same in lines that are short enough for the drawing.</summary>
    public IEnumerable<string> Notes => IsExact ? [$"up to {Lsn}"] : [$"up to {Lsn}", "at the latest"];
}
