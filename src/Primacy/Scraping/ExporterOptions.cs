using Primacy.Scraping.Queries;

namespace Primacy.Scraping;

/// <summary>What is scraped, as configured; null where nothing is.</summary>
internal sealed record ExporterOptions
{
    public EquatableArray<CollectorSwitch> Collectors { get; init; } = [];

    public StatementChoice Statements { get; init; } = new();

    /// <summary>In the order in which they are written.</summary>
    public EquatableArray<CustomQuery> Queries { get; init; } = [];

    /// <summary>The files that they come from.</summary>
    public EquatableArray<QueryFile> Files { get; init; } = [];

    public DatabaseChoice Databases { get; init; } = new();

    public EquatableArray<ConstantLabel> ConstantLabels { get; init; } = [];

    /// <summary>Credentials that who asks for a target may name.</summary>
    public EquatableArray<AuthModule> AuthModules { get; init; } = [];

    /// <summary>Whether servers are scraped that are not configured, for whoever asks for one.</summary>
    public bool AreGuestsAllowed { get; init; }

    /// <summary>What the labels are called that every scraped sample has.</summary>
    public IEnumerable<string> LabelNames => ["cluster", "server", .. ConstantLabels.Select(label => label.Name)];

    public ScrapeTimes Times { get; init; } = new();
}
