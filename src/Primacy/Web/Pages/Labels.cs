using Primacy.Analysis;

namespace Primacy.Web.Pages;

/// <summary>Verdicts and gravity as words and signs, so that nothing is said by colour alone.</summary>
internal static class Labels
{
    /// <summary>"Multiple primaries".</summary>
    public static string Of(VerdictCode code)
    {
        var words = code.Slug.Replace('-', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>"twin promotion", "perhaps partition"; null where that is not known.</summary>
    public static string? KindOf(Verdict verdict) =>
        verdict.SubKind?.Slug.Replace('-', ' ') is { } kind
            ? $"{(verdict.Split is { IsProven: false } ? "perhaps " : "")}{kind}"
            : null;

    public static string IconOf(Severity severity) =>
        severity switch
        {
            Severity.None => "✓",
            Severity.Info => "ℹ",
            Severity.Warning => "⚠",
            _ => "✖",
        };
}
