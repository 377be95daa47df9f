using Primacy.Repair;

namespace Primacy.Configuration.Yaml;

/// <summary>Reads <c>repair</c>: what may be done about splits, and the switch that stops all of it.</summary>
internal static class RepairReader
{
    /// <summary>Of a cluster, of what is found in Kubernetes, or of the defaults; null when it is not said.</summary>
    public static RepairMode? Mode(MappingReader reader, Problems problems)
    {
        if (reader.TakeText("repair") is not { } setting)
            return null;
        switch (setting.Value)
        {
            case "observe":
                return RepairMode.Observe;
            case "propose":
                return RepairMode.Propose;
            default:
                problems.Add(setting.At, $"'repair' is observe or propose here, not '{setting.Value}'");
                return null;
        }
    }

    /// <summary>Of the file: whether nothing is repaired, whatever is said of clusters.</summary>
    public static bool IsOff(MappingReader reader, Problems problems)
    {
        if (reader.TakeText("repair") is not { } setting)
            return false;
        if (Flags.Parse(setting.Value) is { } isOn)
            return !isOn;
        problems.Add(
            setting.At,
            $"'repair' is on or off here, not '{setting.Value}': what holds for every cluster stands under 'defaults'"
        );
        return false;
    }
}
