namespace Primacy.Web.Pages;

/// <summary>Which of the healthy clusters the wall shows, and where the others are.</summary>
internal sealed record WallTurn
{
    public required int Count { get; init; }

    /// <summary>How many of them wait for their first look: these are not known to be healthy.</summary>
    public required int Awaited { get; init; }

    public required int From { get; init; }

    public required int To { get; init; }

    public required int Page { get; init; }

    public required int Pages { get; init; }

    /// <summary>Where the page before is; null when there is none.</summary>
    public string? Before { get; init; }

    public string? After { get; init; }

    public string Words =>
        Count == 0 ? ""
        : Awaited == 0 ? $"{Count} healthy{Part}"
        : $"{Count - Awaited} healthy, {Awaited} not looked at yet{Part}";

    string Part => Pages > 1 ? $"; {From} to {To}" : "";
}
