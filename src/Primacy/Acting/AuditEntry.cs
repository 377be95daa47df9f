namespace Primacy.Acting;

/// <summary>Who did what, when, from where and why. Written with the act itself, never changed.</summary>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Act">What, "silence.add".</param>
/// <param name="Target">To what: an id, an incident's key, a cluster.</param>
/// <param name="Why">The reason that was given; null for what needs none.</param>
internal sealed record AuditEntry(DateTimeOffset At, Actor Actor, string Act, string Target, string? Why)
{
    /// <summary>Its number; 0 before it is written.</summary>
    public long Id { get; init; }
}
