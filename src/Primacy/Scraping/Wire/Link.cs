using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;
using Primacy.Probing;
using Primacy.Probing.Wire;
using Primacy.Topology;

namespace Primacy.Scraping.Wire;

/// <summary>
/// An open connection on which questions are asked all at once and answered one by one, each whatever becomes of the
/// others. The driver connects, authenticates and closes; to this exchange it would add a round trip for each question,
/// or drop what others have answered when one of them fails.
/// </summary>
internal sealed class Link(NpgsqlConnection connection) : IAsyncDisposable
{
    const string FeatureNotSupported = PostgresErrorCodes.FeatureNotSupported;

    readonly Stream _stream = DriverSocket.StreamOf(connection);
    readonly Dictionary<string, Statement> _statements = [];
    readonly List<string> _unwanted = [];
    readonly ArrayBufferWriter<byte> _output = new();
    readonly Inbox _inbox = new();
    readonly Row _row = new();
    int _prepared;

    /// <summary>To be shut down from any thread when time is up.</summary>
    public Socket? Socket { get; } = DriverSocket.Of(connection);

    /// <summary>Asks everything. It may have to wait until answers are read.</summary>
    public async Task SendAsync(IEnumerable<Query> queries)
    {
        _output.ResetWrittenCount();
        foreach (var name in _unwanted)
            Messages.Close(_output, name);
        _unwanted.Clear();
        foreach (var query in queries)
            Write(query);
        await _stream.WriteAsync(_output.WrittenMemory).ConfigureAwait(false);
    }

    /// <summary>
    /// Reads the answer to the question whose turn it is; gives why there is none. Throws when the connection is lost.
    /// </summary>
    public async ValueTask<Exception?> ReceiveAsync(Query query)
    {
        var statement = _statements[query.Name];
        var wasKnown = statement.Columns is { };
        var answer = new Answer(query, statement, _inbox, _row);
        while (!answer.Read())
        {
            try
            {
                await _inbox.ReceiveAsync(_stream).ConfigureAwait(false);
            }
            catch (IOException) when (answer.Complaint is { })
            {
                // A server that says why and hangs up: its words are the better reason.
                throw answer.Complaint;
            }
        }
        if (answer.Complaint is { } complaint)
            Forget(query, statement, complaint, wasKnown);
        return answer.Failure;
    }

    /// <summary>Nothing is asked for a while.</summary>
    public void Rest() => _inbox.Release();

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    void Write(Query query)
    {
        var statement = StatementOf(query);
        if (statement.IsSeveral)
        {
            Messages.Simple(_output, query.Sql);
            return;
        }
        if (statement.Columns is null)
        {
            Messages.Parse(_output, statement.Name, query.Sql);
            Messages.Describe(_output, statement.Name);
        }
        Messages.Execute(_output, statement.Name);
        Messages.Sync(_output);
    }

    /// <summary>By the collector's name, as two may ask the same.</summary>
    Statement StatementOf(Query query)
    {
        if (_statements.TryGetValue(query.Name, out var known) && known.Sql == query.Sql)
            return known;
        var name = string.Create(CultureInfo.InvariantCulture, $"scrape_{_prepared++}");
        return _statements[query.Name] = new Statement(name, query.Sql);
    }

    /// <summary>
    /// The plan may be what is wrong: a table that was altered has another result. And what is several statements can
    /// be asked, but not be prepared. Both are worth another try.
    /// </summary>
    void Forget(Query query, Statement statement, PostgresException complaint, bool wasKnown)
    {
        if (statement.IsSeveral)
            return;
        _unwanted.Add(statement.Name);
        _statements.Remove(query.Name);
        if (complaint.SqlState is PostgresErrorCodes.SyntaxError && query.Sql.TrimEnd(' ', '\n', ';').Contains(';'))
        {
            _statements[query.Name] = new Statement(statement.Name, query.Sql) { IsSeveral = true };
            query.TryAgain();
        }
        else if (wasKnown && complaint.SqlState is FeatureNotSupported)
        {
            query.TryAgain();
        }
    }
}
