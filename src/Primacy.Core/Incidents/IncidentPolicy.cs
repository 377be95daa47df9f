using Primacy.Analysis;

namespace Primacy.Incidents;

/// <summary>How long things are looked at before and after people are told.</summary>
public sealed record IncidentPolicy
{
    /// <summary>
    /// How long a condition must be gone before its incident resolves, so that what flaps is told once. Default 5 s.
    /// </summary>
    public TimeSpan KeepFiringFor { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The longest gap between two looks that counts toward a waiting time in full; of a longer one the rest was not
    /// observed. Default 2.5 s, which is the usual interval and one probe that times out.
    /// </summary>
    public TimeSpan GapMost { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>What an operator set instead of the default waiting times.</summary>
    public EquatableArray<WaitingTime> Waits { get; init; }

    /// <summary>What an operator set instead of <see cref="KeepFiringFor"/> for some codes.</summary>
    public EquatableArray<WaitingTime> Keeps { get; init; }

    /// <summary>
    /// How much of the time between two looks was observed: none that is known of after a restart, or when the clock
    /// was set back.
    /// </summary>
    public TimeSpan Observed(DateTimeOffset? before, DateTimeOffset now) =>
        before is not { } earlier || now <= earlier ? TimeSpan.Zero
        : now - earlier < GapMost ? now - earlier
        : GapMost;

    /// <summary>How long a condition must hold before it fires.</summary>
    public TimeSpan For(VerdictCode code) => Find(Waits, code) ?? DefaultFor(code);

    /// <summary>How long a condition must be gone before its incident resolves.</summary>
    public TimeSpan KeepFor(VerdictCode code) => Find(Keeps, code) ?? KeepFiringFor;

    /// <summary>
    /// Two primaries are proven by two reads, so nothing is gained by waiting. What a restart or a failover shows in
    /// passing waits until these should be over.
    /// </summary>
    public static TimeSpan DefaultFor(VerdictCode code) =>
        code switch
        {
            VerdictCode.MultiplePrimaries or VerdictCode.ForeignPrimary => TimeSpan.Zero,
            VerdictCode.IsolatedPrimarySuspected => TimeSpan.FromSeconds(5),
            VerdictCode.NoPrimary or VerdictCode.PrimaryUnreachable or VerdictCode.Blind => TimeSpan.FromSeconds(10),
            // A server that was copied anew is cleared by what is read of it after its start, and that takes a moment.
            VerdictCode.StandbyOnLosingBranch => TimeSpan.FromSeconds(10),
            // Managers learn of a failover a little later than we do.
            VerdictCode.ManagerDisagrees => TimeSpan.FromSeconds(10),
            VerdictCode.ReplicationBroken => TimeSpan.FromSeconds(30),
            _ => TimeSpan.MaxValue,
        };

    static TimeSpan? Find(EquatableArray<WaitingTime> times, VerdictCode code)
    {
        foreach (var time in times)
        {
            if (time.Code == code)
                return time.For;
        }
        return null;
    }
}
