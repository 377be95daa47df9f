namespace Primacy.Web.Live;

/// <summary>A place of a page and what stands there, in order.</summary>
/// <param name="Name">Its element carries it as <c>data-region</c>.</param>
/// <param name="Pieces">Each with a key of its own.</param>
internal sealed record Region(string Name, IReadOnlyList<Piece> Pieces);
