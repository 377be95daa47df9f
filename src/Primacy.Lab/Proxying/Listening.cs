using System.Globalization;

namespace Primacy.Lab.Proxying;

/// <summary>On which ports of this machine somebody listens, without knocking: a server would log every knock.</summary>
internal static class Listening
{
    const string ListenState = "0A";

    public static HashSet<int> Ports() =>
        [
            .. File.ReadLines("/proc/net/tcp")
                .Skip(1)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(row => row.Length > 3 && row[3] == ListenState)
                .Select(row =>
                    int.Parse(
                        row[1].AsSpan(row[1].IndexOf(':') + 1),
                        NumberStyles.HexNumber,
                        CultureInfo.InvariantCulture
                    )
                ),
        ];
}
