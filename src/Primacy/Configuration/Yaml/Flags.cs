namespace Primacy.Configuration.Yaml;

/// <summary>Yes or no, in the words of YAML 1.1. See https://yaml.org/type/bool.html.</summary>
internal static class Flags
{
    public static bool? Parse(string text) =>
        text.ToLowerInvariant() switch
        {
            "true" or "yes" or "y" or "on" => true,
            "false" or "no" or "n" or "off" => false,
            _ => null,
        };
}
