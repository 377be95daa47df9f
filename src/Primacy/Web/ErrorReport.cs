namespace Primacy.Web;

/// <summary>Why a request was not granted, a sentence each.</summary>
internal sealed record ErrorReport(IReadOnlyList<string> Errors);
