using Npgsql;
using Primacy.Probing.Wire;

namespace Primacy.Scraping.Wire;

/// <summary>The answer to one question while it comes in.</summary>
internal sealed class Answer
{
    readonly Query _query;
    readonly Statement _statement;
    readonly Inbox _inbox;
    readonly Row _row;
    Columns? _columns;
    Exception? _fault;
    int _rows;
    long _bytes;
    bool _isSaid;

    public Answer(Query query, Statement statement, Inbox inbox, Row row)
    {
        (_query, _statement, _inbox, _row) = (query, statement, inbox, row);
        _columns = statement.Columns;
        statement.Texts.Begin();
    }

    /// <summary>What the server complains about.</summary>
    public PostgresException? Complaint { get; private set; }

    /// <summary>Why there is no answer, or none that can be used.</summary>
    public Exception? Failure => (Exception?)Complaint ?? _fault;

    /// <summary>Takes what has come in. Whether that was all.</summary>
    public bool Read()
    {
        while (_inbox.TryTake(out var type, out var start, out var length))
        {
            var body = _inbox.Buffer.AsSpan(start, length);
            switch (type)
            {
                case 'Z':
                    return true;
                case 'D':
                    Take(start, length);
                    break;
                case 'E':
                    Complaint ??= Probing.Wire.Complaint.Read(body);
                    break;
                case 'T' when !_isSaid:
                    _columns = Columns.Read(body);
                    Keep();
                    break;
                case 'n':
                    _columns = Columns.None;
                    Keep();
                    break;
                case 'C':
                    // Of several statements the first that has rows counts.
                    _isSaid = _columns is { Names.Length: > 0 };
                    break;
                default:
                    ThrowUnlessHarmless(type);
                    break;
            }
        }
        return false;
    }

    void Keep()
    {
        if (!_statement.IsSeveral)
            _statement.Columns = _columns;
    }

    void Take(int start, int length)
    {
        if (_isSaid || _fault is { })
            return;
        if (++_rows > AnswerTooLongException.RowsMax || (_bytes += length) > AnswerTooLongException.BytesMax)
            throw new AnswerTooLongException();
        try
        {
            _row.Read(_columns ?? Columns.None, _inbox.Buffer, start, length, _statement.Texts);
            _query.Take(_row);
        }
        catch (Exception e)
        {
            // Whatever is thrown is the failure of this question, and of no other.
            _fault = e;
        }
    }

    /// <summary>
    /// Done with a step; the parameters of a statement; what is copied out, which are no rows; and what any server may
    /// say at any time: a notice, a parameter, a notification.
    /// </summary>
    static void ThrowUnlessHarmless(char type)
    {
        if (type is not ('1' or '2' or '3' or 't' or 'T' or 'I' or 'H' or 'd' or 'c' or 'N' or 'S' or 'A'))
            throw Framing.Stray(type);
    }
}
