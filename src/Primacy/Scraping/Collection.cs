using Primacy.Exposition;
using Primacy.Topology;

namespace Primacy.Scraping;

/// <summary>One run of one collector on one server: what it asks and where it says what it found.</summary>
/// <param name="name">The collector.</param>
/// <param name="server">The server.</param>
/// <param name="sink">Takes the samples.</param>
/// <param name="limit">How long it may take.</param>
internal sealed class Collection(string name, ScrapedServer server, SampleSink sink, TimeSpan limit)
{
    readonly List<CollectionFault> _faults = [];
    readonly List<(string Database, Query Query)> _asked = [];
    readonly Budget _budget = new(limit);

    /// <summary>The version that runs, such as 180004.</summary>
    public ServerVersion Version => server.Version;

    /// <summary>What the server was when the scrape began.</summary>
    public Role Role => server.Role;

    /// <summary>The databases to be read, the configured one first; only that one unless others are wanted.</summary>
    public IReadOnlyList<string> Databases => server.Databases;

    /// <summary>Which statements are to be shown.</summary>
    public StatementChoice Statements => server.Statements;

    /// <summary>Whether a database is not to be spoken of.</summary>
    public bool IsExcluded(string database) => server.IsExcluded(database);

    /// <summary>What did not fit, while the rest did.</summary>
    public IReadOnlyList<CollectionFault> Faults => _faults;

    /// <summary>What is to be asked, and where.</summary>
    public IReadOnlyList<(string Database, Query Query)> Asked => _asked;

    /// <summary>For how long it was its turn.</summary>
    public TimeSpan Took => _budget.Spent;

    /// <summary>The first failure of those that it asked, or its own; null when all is well.</summary>
    public QueryFailure? Failure =>
        _failure ?? _asked.Select(asked => asked.Query.Failure).FirstOrDefault(failure => failure is { });

    QueryFailure? _failure;

    /// <summary>Asks in the configured database, and has row by row taken once it is answered.</summary>
    public void Ask(string sql, Action<Row> row) =>
        _asked.Add((server.Databases[0], new Query(name, sql, row, _budget)));

    /// <summary>
    /// Asks in a database, once. What fails half-way says nothing, as half of a sum would be worse than none.
    /// </summary>
    public void AskWhole(string database, string sql, Action<Row> row)
    {
        (int Samples, int Faults)? before = null;
        var query = new Query(
            name,
            sql,
            one =>
            {
                before ??= (sink.Count, _faults.Count);
                row(one);
            },
            _budget
        )
        {
            Failed = () =>
            {
                if (before is not var (samples, faults))
                    return;
                sink.Truncate(samples);
                _faults.RemoveRange(faults, _faults.Count - faults);
            },
        };
        _asked.Add((database, query));
    }

    /// <summary>It could not even ask.</summary>
    public void Fail(Exception failure) => _failure = QueryFailure.Of(failure, limit);

    /// <summary>Says a sample. A second one with the same labels is not taken, and is a fault.</summary>
    public void Add(Family family, double value, params ReadOnlySpan<string?> labels)
    {
        if (!sink.Add(family, value, labels))
            Fault(family.Name, CollectionFault.Duplicate);
    }

    /// <summary>Says a sample of which there may be none.</summary>
    public void Add(Family family, double? value, params ReadOnlySpan<string?> labels)
    {
        if (value is { } known)
            Add(family, known, labels);
    }

    /// <inheritdoc cref="SampleSink.AddHistogram"/>
    public void AddHistogram(
        Family family,
        ReadOnlySpan<KeyValuePair<double, double>> buckets,
        double sum,
        double count,
        params ReadOnlySpan<string?> labels
    )
    {
        if (!sink.AddHistogram(family, buckets, sum, count, labels))
            Fault(family.Name, CollectionFault.Duplicate);
    }

    /// <summary>How it went, once everything has been answered.</summary>
    /// <param name="begun">When the collectors began.</param>
    public CollectorRun End(long begun)
    {
        var (failure, said) = (Failure, sink.Build());
        if (failure is { IsTooLong: true })
            Fault(name, CollectionFault.TooLong);
        return new CollectorRun
        {
            Begun = begun,
            Took = Took,
            Batch = failure is { IsTooLong: true } ? SampleBatch.Empty : said,
            Failure = failure?.Words,
            IsHeavy = failure is { IsTimeout: true } or { IsTooLong: true },
            IsLeftRunning = failure is { IsLeftRunning: true },
            Faults = _faults,
        };
    }

    /// <summary>Notes what did not fit, once for each place and reason.</summary>
    public void Fault(string where, string reason)
    {
        var fault = new CollectionFault(where, reason);
        if (!_faults.Contains(fault))
            _faults.Add(fault);
    }
}
