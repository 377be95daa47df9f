namespace Primacy.Web.Pages;

/// <summary>A healthy cluster on the wall.</summary>
internal sealed record WallTile(string Name, bool IsAwaited);
