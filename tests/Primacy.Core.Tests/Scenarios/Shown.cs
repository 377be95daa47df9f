using Primacy.Topology;

namespace Primacy.Scenarios;

/// <summary>The observation that a probe makes of what a member shows.</summary>
static class Shown
{
    /// <summary>When the first postmaster of every story was started.</summary>
    public static readonly DateTimeOffset Started = new(2026, 1, 1, 11, 0, 0, TimeSpan.Zero);

    /// <summary>So long after the first postmaster was started, as a member's line counts.</summary>
    public static DateTimeOffset ServerTime(long milliseconds) => Started.AddMilliseconds(milliseconds);

    public static Observation By(MemberLine line, EquatableArray<StandbyLink> standbys, DateTimeOffset at) =>
        new(
            new(line.Name),
            at,
            TimeSpan.FromMilliseconds(1),
            FailureWords.Find(line.Kind) is { } failure
                ? new ProbeOutcome.Failed(failure, "")
                : new ProbeOutcome.Answered(StateOf(line, standbys))
        );

    static ServerState StateOf(MemberLine line, EquatableArray<StandbyLink> standbys) =>
        new()
        {
            Role = line.Kind == MemberLine.Primary ? Role.Primary : Role.Standby,
            IsReadOnly = line.IsReadOnly,
            System = new(line.System),
            Timeline = line.Timeline is { } timeline ? new(timeline) : null,
            Lsn = line.Lsn ?? default,
            RecoveryEnd = line.RecoveryEnd,
            WasStreaming = line.WasStreaming,
            StartedAt = Started + line.Started,
            Version = 180004,
            Address = line.Address,
            Clients = line.Clients,
            HasArchive = line.HasArchive,
            Upstream = line is { Kind: MemberLine.Standby, IsHidden: false, Of: { } of }
                ? new(
                    line.Status,
                    line.IsOnSocket ? null : line.Via ?? of,
                    5432,
                    line.As ?? line.Name,
                    null,
                    line.Heard?.TotalSeconds
                )
                : null,
            Standbys = line.IsHidden ? [] : standbys,
            Missing = line.IsHidden ? [new("who streams", "GRANT pg_monitor TO looker;")] : [],
        };
}
