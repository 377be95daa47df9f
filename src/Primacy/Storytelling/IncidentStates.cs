namespace Primacy.Storytelling;

/// <summary>The words for states, as the page and the API take them.</summary>
internal static class IncidentStates
{
    public static IReadOnlyList<(IncidentState State, string Word)> All { get; } =
    [
        (IncidentState.Open, "open"),
        (IncidentState.Pending, "pending"),
        (IncidentState.Firing, "firing"),
        (IncidentState.Over, "over"),
        (IncidentState.All, "all"),
    ];

    /// <summary>All words, as a sentence lists them.</summary>
    public static string Words { get; } = string.Join(", ", All.Select(one => one.Word));

    public static IncidentState? Parse(string word) =>
        All.Where(one => one.Word == word).Select(one => (IncidentState?)one.State).FirstOrDefault();
}
