namespace Primacy.Scraping;

/// <summary>A question to a server. All that is asked in a database is asked at once.</summary>
/// <param name="name">Who asks: nobody asks two at once.</param>
/// <param name="sql">The question; of several statements, the first that has rows counts.</param>
/// <param name="take">Takes a row, which is not to be kept beyond the call.</param>
/// <param name="budget">How long it may take.</param>
internal sealed class Query(string name, string sql, Action<Row> take, Budget budget)
{
    bool _hadAnotherTry;

    public string Name => name;

    public string Sql => sql;

    public Budget Budget => budget;

    /// <summary>What follows when it has failed.</summary>
    public Action? Failed { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public QueryFailure? Failure { get; private set; }

    /// <summary>Whether it is to be asked once more: it failed for a reason that this does away with.</summary>
    public bool IsAskedAgain { get; private set; }

    public int Rows { get; private set; }

    public void Take(Row row)
    {
        Rows++;
        take(row);
    }

    /// <summary>All rows have been taken.</summary>
    public void End() => IsAskedAgain = false;

    /// <summary>Asks for another try, of which there is one.</summary>
    public void TryAgain() => (IsAskedAgain, _hadAnotherTry) = (!_hadAnotherTry && Rows == 0, true);

    public void Fail(Exception cause) => Fail(QueryFailure.Of(cause, budget.Limit));

    public void Fail(QueryFailure failure)
    {
        (Failure, IsAskedAgain) = (failure, false);
        Failed?.Invoke();
    }
}
