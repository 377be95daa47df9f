using Primacy.Probing;
using Primacy.Topology;

namespace Primacy.Scraping;

/// <summary>One server as collectors see it: what it is, and a connection to each database that is read.</summary>
/// <param name="target">Which.</param>
/// <param name="options">Which databases are read, and how long things may take.</param>
/// <param name="gate">How many connect at once.</param>
/// <param name="time">The clock.</param>
internal sealed class ScrapedServer(ScrapeTarget target, ExporterOptions options, ConnectGate gate, TimeProvider time)
    : IAsyncDisposable
{
    const string Facts =
        "SELECT current_setting('server_version_num'), CASE WHEN pg_catalog.pg_is_in_recovery() THEN 't' END";

    const string Others = """
        SELECT datname FROM pg_catalog.pg_database
         WHERE datallowconn AND NOT datistemplate AND datname <> current_database() ORDER BY datname
        """;

    readonly Dictionary<string, ScrapeSession> _sessions = [];

    public ServerVersion Version { get; private set; }

    public Role Role { get; private set; }

    /// <summary>The configured database first.</summary>
    public IReadOnlyList<string> Databases { get; private set; } = [target.Connection.Database];

    /// <summary>When it was last tried to connect; 0 for never.</summary>
    public long TriedAt => _sessions.GetValueOrDefault(target.Connection.Database)?.TriedAt ?? 0;

    public StatementChoice Statements => options.Statements;

    public bool IsExcluded(string database) => options.Databases.Exclude.Contains(database);

    /// <summary>Finds out what the server is now; why that failed, in words, when it cannot be reached.</summary>
    public async Task<string?> LookAsync(CancellationToken end)
    {
        var budget = new Budget(target.ConnectTimeout);
        var facts = new Query(
            "facts",
            Facts,
            row =>
            {
                Version = new ServerVersion((int)row.Number(0, 0));
                Role = row.IsNull(1) ? Role.Primary : Role.Standby;
            },
            budget
        );
        var databases = new List<string> { target.Connection.Database };
        var others = new Query(
            "databases",
            Others,
            row =>
            {
                if (row.Text(0) is { } name && options.Databases.Takes(name))
                    databases.Add(name);
            },
            budget
        );
        await SessionOf(target.Connection.Database)
            .AskAsync(options.Databases.AreDiscovered ? [facts, others] : [facts], end);
        if ((facts.Failure ?? others.Failure) is { } failure)
            return failure.Words;
        Databases = databases;
        foreach (var gone in _sessions.Keys.Except(databases).ToArray())
        {
            if (_sessions.Remove(gone, out var session))
                await session.DisposeAsync();
        }
        return null;
    }

    /// <summary>Asks everything, database by database: what fails is said of the question itself.</summary>
    public async Task AskAsync(IEnumerable<(string Database, Query Query)> asked, CancellationToken end)
    {
        foreach (var database in asked.GroupBy(one => one.Database))
            await SessionOf(database.Key).AskAsync(database.Select(one => one.Query), end);
    }

    /// <summary>Closes every connection; the next question opens one anew.</summary>
    public async Task HangUpAsync()
    {
        foreach (var session in _sessions.Values)
            await session.HangUpAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions.Values)
            await session.DisposeAsync();
        _sessions.Clear();
    }

    ScrapeSession SessionOf(string database) =>
        _sessions.TryGetValue(database, out var known)
            ? known
            : _sessions[database] = new ScrapeSession(target, database, options.Times.Collector, gate, time);
}
