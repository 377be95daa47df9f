namespace Primacy.Lab.Proxying;

/// <summary>One direction in which nothing arrives.</summary>
/// <param name="From">The instance that sends, or <see cref="Outside"/>.</param>
/// <param name="To">The instance that would receive, or <see cref="Outside"/>.</param>
internal sealed record Cut(int From, int To)
{
    /// <summary>This machine, where clients and watchers are.</summary>
    public const int Outside = 0;
}
