using Primacy.Analysis;

namespace Primacy.Web.Pages;

/// <summary>The page that shows what is muted.</summary>
internal sealed record SilencesModel
{
    /// <summary>The verdicts that people are told of.</summary>
    public static IReadOnlyList<string> Verdicts { get; } =
    [.. VerdictCodes.All.Where(code => code.Severity >= Severity.Warning).Select(code => code.Slug)];

    /// <summary>As many lines, and clusters to choose from, as a page has room for.</summary>
    const int LinesMax = 40;

    const int ClustersMax = 200;

    /// <summary>What ends first first.</summary>
    public required IReadOnlyList<MuteLine> AllLines { get; init; }

    public IEnumerable<MuteLine> Lines => AllLines.Take(LinesMax);

    public int LinesLeftOut => Math.Max(0, AllLines.Count - LinesMax);

    public required IReadOnlyList<string> AllClusters { get; init; }

    /// <summary>What a browser proposes while a name is typed.</summary>
    public IEnumerable<string> Clusters => AllClusters.Take(ClustersMax);

    /// <summary>Null for whoever may only read.</summary>
    public ActForm? Form { get; init; }

    public bool MaySignIn { get; init; }

    public string Cluster { get; init; } = "";

    public string Verdict { get; init; } = "";

    public string Comment { get; init; } = "";

    public int Hours { get; init; } = ActForm.HoursDefault;

    /// <summary>What was typed of a maintenance window, when that was refused.</summary>
    public MaintenanceForm Maintenance { get; init; } = new();

    public IReadOnlyList<string> Refusals { get; init; } = [];
}
