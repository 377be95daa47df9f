using Primacy.Analysis;
using Primacy.Watching;
using Primacy.Web.Pages;

namespace Primacy.Web.Live;

/// <summary>A cluster's place on the wall: the same object as long as nothing of it changes.</summary>
internal sealed class WallEntry(
    string name,
    ClusterOptions? options,
    Severity severity,
    bool isOld,
    DateTimeOffset? awaitedSince
)
{
    Piece? _tile;

    public string Name => name;

    public ClusterOptions? Options => options;

    public Severity Severity => severity;

    /// <summary>Whether nobody has looked for so long that nothing is known of now.</summary>
    public bool IsOld => isOld;

    /// <summary>Since when its first look is waited for; null when there was one.</summary>
    public DateTimeOffset? AwaitedSince => awaitedSince;

    /// <summary>Whether somebody should see to it; a first look that is about to end is no trouble.</summary>
    public bool IsBroken => isOld || (severity is not Severity.None && awaitedSince is null);

    /// <summary>What is old is worth a look, whatever it was.</summary>
    public Severity Gravity => isOld && severity < Severity.Warning ? Severity.Warning : severity;

    public Piece Tile => _tile ??= new Piece(name, () => Fragments.Of(new WallTile(name, awaitedSince is not null)));

    public bool IsStill(ClusterOptions? newOptions, Severity newSeverity, bool newIsOld, bool isAwaited) =>
        (severity, isOld, awaitedSince is not null) == (newSeverity, newIsOld, isAwaited)
        && ReferenceEquals(options, newOptions);

    /// <summary>Whether each word is in its name or in a label, as it is written or as "name=value".</summary>
    public bool Matches(IReadOnlyList<string> words) =>
        words.All(word =>
            name.Contains(word, StringComparison.OrdinalIgnoreCase)
            || (options?.Labels ?? []).Any(label => IsIn(label, word))
        );

    static bool IsIn(ClusterLabel label, string word) =>
        label.Value.Contains(word, StringComparison.OrdinalIgnoreCase)
        || $"{label.Name}={label.Value}".Contains(word, StringComparison.OrdinalIgnoreCase);
}
