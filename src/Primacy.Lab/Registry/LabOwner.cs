using System.Text.Json.Serialization;
using Primacy.Lab.Servers;

namespace Primacy.Lab.Registry;

/// <summary>A process, told apart from a later one of the same number by when it started.</summary>
internal sealed record LabOwner(int ProcessId, string StartTime)
{
    [JsonIgnore]
    public bool IsAlive => ProcessTable.StartTimeOf(ProcessId) == StartTime;

    public static LabOwner ThisProcess() =>
        new(Environment.ProcessId, ProcessTable.StartTimeOf(Environment.ProcessId) ?? "");
}
