using Primacy.Exposition;

namespace Primacy.Scraping;

/// <summary>
/// Reads one kind of thing of a server and says it as metrics. A new one is a file in <c>Collecting</c> and a line in
/// <see cref="Collectors.All"/>. It holds no state of a server: one object serves all.
/// </summary>
internal interface ICollector
{
    /// <summary>What it is called in the configuration and in the label <c>collector</c>.</summary>
    string Name { get; }

    /// <summary>What it is called in the log.</summary>
    string Title => $"the collector {Name}";

    /// <summary>Whether it runs unless the configuration says otherwise.</summary>
    bool IsOnByDefault { get; }

    /// <summary>All that it may say. These names are its own: a custom query cannot have them.</summary>
    IReadOnlyList<Family> Families { get; }

    /// <summary>How those names begin that are its own too, but that only a server knows; null for none.</summary>
    string? Prefix => null;

    /// <summary>How long what it has said may be said again instead of reading anew.</summary>
    TimeSpan KeptFor => TimeSpan.Zero;

    /// <summary>
    /// Asks, together with all the others, and says what the rows of the answers tell. What it throws fails this
    /// collector and nothing else; what it had said until then stays said. Its time is limited from outside.
    /// </summary>
    void Collect(Collection collection);
}
