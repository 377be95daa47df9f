namespace Primacy.Watching;

/// <summary>What was seen of a cluster in a time.</summary>
/// <param name="Looks">The looks that are kept of it, the oldest first.</param>
/// <param name="IsCut">Whether there are more than are read, so that the beginning is missing.</param>
internal sealed record PastRoles(IReadOnlyList<RoleLook> Looks, bool IsCut)
{
    /// <summary>A day of quiet, or of many changes the last.</summary>
    public const int LooksMax = 4000;
}
