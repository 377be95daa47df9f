using System.Globalization;
using Primacy.Lab.Registry;

namespace Primacy.Lab.Networking;

/// <summary>
/// What a lab's network is called in the kernel, after the lab's directory, so that whatever is left of a lab shows
/// whose it is.
/// </summary>
internal sealed class NamespaceNames(LabDirectory directory)
{
    const string Place = "/run/netns";

    /// <summary>A name of an interface has at most 15 bytes; the directory's random end is enough.</summary>
    const int RandomEndLength = 6;

    public string Switch => $"{Prefix}switch";

    /// <summary>The interface by which this machine is on the switch.</summary>
    public string Outside => $"lab-{directory.Path[^RandomEndLength..]}";

    string Prefix => $"primacy-{Path.GetFileName(directory.Path)}-";

    public string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");

    public static string FileOf(string name) => Path.Combine(Place, name);

    /// <summary>Those of this lab that exist.</summary>
    public IReadOnlyList<string> Existing() =>
        Directory.Exists(Place)
            ? [.. Directory.EnumerateFiles(Place, $"{Prefix}*").Select(path => Path.GetFileName(path))]
            : [];
}
