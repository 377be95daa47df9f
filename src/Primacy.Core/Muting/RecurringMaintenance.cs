using System.Globalization;

namespace Primacy.Muting;

/// <summary>A window that the configuration repeats: every Sunday from 02:00 UTC for two hours.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="Days">On which days it begins; none means every day.</param>
/// <param name="At">At what time it begins, in UTC.</param>
/// <param name="For">How long it lasts, a week at most.</param>
/// <param name="Reason">Why.</param>
public sealed record RecurringMaintenance(
    string Cluster,
    EquatableArray<DayName> Days,
    TimeOnly At,
    TimeSpan For,
    string Reason
)
{
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(6);

    /// <summary>The occurrence that an instant lies in; else the one that began last.</summary>
    public MaintenanceWindow? Newest(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        // Today's may lie ahead yet; the one of a week ago does not.
        for (var back = 0; back <= 7; back++)
        {
            var day = today.AddDays(-back);
            var from = new DateTimeOffset(day, At, TimeSpan.Zero);
            if (from <= now && (Days.Count == 0 || Days.Contains(new DayName(day.DayOfWeek))))
                return Window(from);
        }
        return null;
    }

    MaintenanceWindow Window(DateTimeOffset from) =>
        new()
        {
            Id = $"{Cluster}/{from.UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture)}",
            Cluster = Cluster,
            From = from,
            Until = from + For,
            By = "configuration",
            Reason = Reason,
        };
}
