using System.Globalization;

namespace Primacy.Web.Pages;

/// <summary>A maintenance window as somebody types it.</summary>
internal sealed record MaintenanceForm
{
    /// <summary>As browsers send what is typed into a field for a date and a time.</summary>
    static readonly string[] s_times = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    public string Cluster { get; init; } = "";

    /// <summary>When it begins, in UTC; empty for now.</summary>
    public string From { get; init; } = "";

    public int Hours { get; init; } = ActForm.HoursDefault;

    public string Reason { get; init; } = "";

    /// <summary>When it begins; null where that cannot be read.</summary>
    public DateTimeOffset? Begins(DateTimeOffset now) =>
        From.Length == 0 ? now
        : DateTimeOffset.TryParseExact(
            From,
            s_times,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var from
        )
            ? from
        : null;
}
