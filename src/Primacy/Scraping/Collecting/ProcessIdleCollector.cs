using System.Globalization;
using Primacy.Exposition;

namespace Primacy.Scraping.Collecting;

/// <summary>For how long sessions have been idle.</summary>
internal sealed class ProcessIdleCollector : ICollector
{
    static readonly double[] Bounds = [1, 2, 5, 15, 30, 60, 90, 120, 300];

    static readonly string Sql = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT application_name, state, sum(age::bigint), count(*),
               {string.Join(", ", Bounds.Select(bound => $"count(*) FILTER (WHERE age <= {bound})"))}
          FROM (SELECT application_name, state, extract(epoch FROM now() - state_change) AS age
                  FROM pg_catalog.pg_stat_activity
                 WHERE starts_with(state, 'idle') AND pid <> pg_backend_pid()) AS idle
         GROUP BY application_name, state
        """
    );

    readonly Family _seconds = Family.Histogram(
        "pg_process_idle_seconds",
        "For how long sessions have been idle.",
        "application_name",
        "state"
    );

    public string Name => "process_idle";

    public bool IsOnByDefault => false;

    public IReadOnlyList<Family> Families => [_seconds];

    public void Collect(Collection collection) =>
        collection.Ask(
            Sql,
            row =>
            {
                var below = new KeyValuePair<double, double>[Bounds.Length];
                for (var i = 0; i < below.Length; i++)
                    below[i] = KeyValuePair.Create(Bounds[i], row.Number(i + 4, otherwise: 0));
                collection.AddHistogram(
                    _seconds,
                    below,
                    row.Number(2, otherwise: 0),
                    row.Number(3, otherwise: 0),
                    row.Label(0),
                    row.Label(1)
                );
            }
        );
}
