using System.Text.Json.Serialization;

namespace Primacy.Lab;

internal enum InstanceState
{
    /// <summary>No process of it runs.</summary>
    [JsonStringEnumMemberName("down")]
    Down,

    /// <summary>Its processes are halted.</summary>
    [JsonStringEnumMemberName("frozen")]
    Frozen,

    /// <summary>It runs, but does not answer.</summary>
    [JsonStringEnumMemberName("starting")]
    Starting,

    [JsonStringEnumMemberName("running")]
    Running,
}
