using System.Globalization;
using Primacy.Analysis;

namespace Primacy.Tests.Mechanisms;

/// <summary>What people have to be told of a broken cluster, and nothing else.</summary>
/// <param name="Slug">The code of the verdict as documents write it; the catalogue may be ahead of the program.</param>
internal sealed record Expected(string Slug)
{
    public Expected(VerdictCode code)
        : this(code.Slug) { }

    /// <summary>How it came about, which has to be proven; null where there are no kinds of it.</summary>
    public SubKind? Kind { get; init; }

    /// <summary>The primary to keep; null where none may be named.</summary>
    public string? Keep { get; init; }

    /// <summary>Whether it has to be said that the evidence does not decide which primary to keep.</summary>
    public bool IsUndecidable { get; init; }

    /// <summary>Words that the page must hold.</summary>
    public IReadOnlyList<string> Says { get; init; } = [];

    /// <summary>
    /// Sentences that the evidence must hold in the end: a manager may be asked again only after the page.
    /// </summary>
    public IReadOnlyList<string> Shows { get; init; } = [];

    /// <summary>Other verdicts that may page too, because they are as true.</summary>
    public IReadOnlyList<VerdictCode> Also { get; init; } = [];

    public string Survivor => Keep ?? (IsUndecidable ? "undecidable" : "–");

    /// <summary>The code as an alert is named.</summary>
    public string Alert =>
        string.Concat(Slug.Split('-').Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));

    /// <summary>Whether a page tells all of it; an earlier one may know less.</summary>
    public bool IsMetBy(Page page) =>
        page.IsFiring
        && page.Alert == Alert
        && (page.Kind is null || (page.Kind == Kind && page.IsKindProven))
        && page.Keep == Keep
        && IsUndecidable == (page.Keep is null && page.KeepReason is not null)
        && Says.All(words => page.Text.Contains(words, StringComparison.Ordinal));

    /// <summary>
    /// Whether a page is wrong: another alert, the name of a primary that is not the one to keep, or a proof of what is
    /// not so.
    /// </summary>
    public bool IsBeliedBy(Page page) =>
        page.IsFiring
        && page.Alert switch
        {
            var alert when alert == Alert => (page.Keep is { } named && named != Keep)
                || (page.IsKindProven && page.Kind != Kind),
            var alert => Also.All(code => code.AlertName != alert),
        };
}
