namespace Primacy.Web.Pages;

/// <summary>The word of one manager.</summary>
/// <param name="Who">The manager and where it was asked.</param>
/// <param name="Standing">What its word is worth, or why there is none.</param>
/// <param name="Rows">What it says of each server.</param>
internal sealed record ClaimGroup(string Who, string Standing, IReadOnlyList<ClaimRow> Rows);
