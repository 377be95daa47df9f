using System.Globalization;
using System.Text;

namespace Primacy.Notifications;

/// <summary>
/// An alert's fingerprint as Prometheus computes it: FNV-1a over the labels in order of their names, each name and each
/// value ended by a byte that UTF-8 never holds.
/// </summary>
internal static class Fingerprints
{
    const ulong Offset = 14695981039346656037;
    const ulong Prime = 1099511628211;
    const byte End = 0xff;

    public static string Of(WebhookLabels labels)
    {
        var hash = Offset;
        foreach (
            var text in (ReadOnlySpan<string>)
                ["alertname", labels.Alertname, "cluster", labels.Cluster, "severity", labels.Severity]
        )
            hash = Add(hash, text);
        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    static ulong Add(ulong hash, string text)
    {
        foreach (var one in Encoding.UTF8.GetBytes(text))
            hash = unchecked((hash ^ one) * Prime);
        return unchecked((hash ^ End) * Prime);
    }
}
