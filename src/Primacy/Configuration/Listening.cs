using System.Globalization;
using System.Net;

namespace Primacy.Configuration;

/// <summary>Where to serve metrics, API and page, or nowhere: the answer to "listen" once it has been asked.</summary>
internal sealed record Listening(IPEndPoint? EndPoint)
{
    /// <summary>Reads ADDRESS:PORT, :PORT for every address, or none.</summary>
    public static Listening? Read(string name, Setting setting, Problems problems)
    {
        if (setting.Value == "none")
            return new Listening((IPEndPoint?)null);
        var colon = setting.Value.LastIndexOf(':');
        if (
            colon >= 0
            && Address(setting.Value[..colon]) is { } address
            && int.TryParse(setting.Value[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port <= IPEndPoint.MaxPort
        )
            return new Listening(new IPEndPoint(address, port));
        problems.Add(
            setting.At,
            $"'{name}' takes ADDRESS:PORT such as 127.0.0.1:9432, :9432 for every address, or none, "
                + $"not '{setting.Value}'"
        );
        return null;
    }

    static IPAddress? Address(string text) =>
        text switch
        {
            "" or "*" => IPAddress.Any,
            "localhost" => IPAddress.Loopback,
            ['[', .. var inner, ']'] => IPAddress.TryParse(inner, out var six) ? six : null,
            // An IPv6 address without brackets would leave open where the port begins.
            _ when text.Contains(':', StringComparison.Ordinal) => null,
            _ => IPAddress.TryParse(text, out var four) ? four : null,
        };
}
