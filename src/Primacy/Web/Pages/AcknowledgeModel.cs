namespace Primacy.Web.Pages;

/// <summary>The page on which somebody says that he knows of an incident.</summary>
internal sealed record AcknowledgeModel
{
    public required ActForm Form { get; init; }

    public required string Key { get; init; }

    public required string Label { get; init; }

    public required string Cluster { get; init; }

    public required string Summary { get; init; }

    /// <summary>What was typed, when that was refused.</summary>
    public string Why { get; init; } = "";

    public int Hours { get; init; } = ActForm.HoursDefault;

    public IReadOnlyList<string> Refusals { get; init; } = [];
}
