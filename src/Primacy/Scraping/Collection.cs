using Primacy.Exposition;
using Primacy.Topology;

namespace Primacy.Scraping;

/// <summary>One run of one collector on one server: what it may ask and where it says what it found.</summary>
/// <param name="server">The way to the server.</param>
/// <param name="sink">Takes the samples.</param>
internal sealed class Collection(ScrapedServer server, SampleSink sink)
{
    readonly List<CollectionFault> _faults = [];

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

    /// <summary>Whether there is time for more.</summary>
    public bool HasTime => !server.Deadline.IsCancellationRequested;

    /// <summary>Asks in the configured database, and hands over row by row.</summary>
    public Task QueryAsync(string sql, Action<Row> row) => server.QueryAsync(server.Databases[0], sql, row);

    /// <summary>Asks in another database.</summary>
    public Task QueryAsync(string database, string sql, Action<Row> row) => server.QueryAsync(database, sql, row);

    /// <summary>What has been said.</summary>
    public SampleBatch Said => sink.Build();

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

    /// <summary>A collection of its own, for what is to be said whole or not at all.</summary>
    public Collection Begin() => new(server, sink.Begin());

    /// <summary>Says all that a part has said.</summary>
    public void Take(Collection part)
    {
        foreach (var twice in sink.Add(part.Said))
            Fault(twice.Name, CollectionFault.Duplicate);
        foreach (var fault in part.Faults)
            Fault(fault.Where, fault.Reason);
    }

    /// <summary>Notes what did not fit, once for each place and reason.</summary>
    public void Fault(string where, string reason)
    {
        var fault = new CollectionFault(where, reason);
        if (!_faults.Contains(fault))
            _faults.Add(fault);
    }
}
