namespace Primacy.Forensics;

/// <summary>A connection that answers statements with one row of texts.</summary>
internal interface IQuestions : IAsyncDisposable
{
    Task<string?[]> AskAsync(string statement);
}
