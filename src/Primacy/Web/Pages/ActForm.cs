namespace Primacy.Web.Pages;

/// <summary>What every form of ours has.</summary>
/// <param name="Actor">Who fills it in.</param>
/// <param name="Seal">What shows that the form is ours.</param>
internal sealed record ActForm(string Actor, string Seal)
{
    /// <summary>For how many hours something may be muted here; the API takes any time.</summary>
    public static IReadOnlyList<int> Hours { get; } = [1, 2, 4, 8, 24, 72];

    public const int HoursDefault = 4;
}
