using System.Diagnostics;
using Primacy.Repairing;

namespace Primacy.Web.Api;

/// <summary>A plan that was approved and what has become of it, as the API serves it.</summary>
internal sealed record RunReport
{
    public required string Id { get; init; }

    public required string Cluster { get; init; }

    public required string Incident { get; init; }

    /// <summary>The hash by which the plan was approved.</summary>
    public required string Hash { get; init; }

    public required string Keep { get; init; }

    public required string Stop { get; init; }

    public required string ApprovedBy { get; init; }

    public required string Reason { get; init; }

    /// <summary>running, verified, not-verified, stopped or interrupted.</summary>
    public required string State { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>How it ended; null while it runs.</summary>
    public required string? Outcome { get; init; }

    public required IReadOnlyList<RunStepReport> Steps { get; init; }

    public static RunReport From(RepairRun run) =>
        new()
        {
            Id = run.Id,
            Cluster = run.Cluster,
            Incident = run.Incident,
            Hash = run.Hash,
            Keep = run.Keep,
            Stop = run.Loser,
            ApprovedBy = run.Actor.Name,
            Reason = run.Reason,
            State = Word(run.State),
            StartedAt = run.StartedAt,
            EndedAt = run.EndedAt,
            Outcome = run.Outcome,
            Steps = [.. run.Steps.Select(RunStepReport.From)],
        };

    public static string Word(RunState state) =>
        state switch
        {
            RunState.Running => "running",
            RunState.Verified => "verified",
            RunState.NotVerified => "not-verified",
            RunState.Stopped => "stopped",
            RunState.Interrupted => "interrupted",
            _ => throw new UnreachableException(),
        };
}
