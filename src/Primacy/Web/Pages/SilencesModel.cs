using Primacy.Analysis;

namespace Primacy.Web.Pages;

/// <summary>The page that shows what is muted.</summary>
internal sealed record SilencesModel
{
    /// <summary>The verdicts that people are told of.</summary>
    public static IReadOnlyList<string> Verdicts { get; } =
    [.. VerdictCodes.All.Where(code => code.Severity >= Severity.Warning).Select(code => code.Slug)];

    public required IReadOnlyList<MuteLine> Lines { get; init; }

    public required IReadOnlyList<string> Clusters { get; init; }

    /// <summary>Null for whoever may only read.</summary>
    public ActForm? Form { get; init; }

    public bool MaySignIn { get; init; }

    public string Cluster { get; init; } = "";

    public string Verdict { get; init; } = "";

    public string Comment { get; init; } = "";

    public int Hours { get; init; } = ActForm.HoursDefault;

    public IReadOnlyList<string> Refusals { get; init; } = [];
}
