using Primacy.Repair;

namespace Primacy.Web.Api;

/// <summary>A plan as the API serves it.</summary>
internal sealed record PlanContentReport
{
    /// <summary>The incident's key.</summary>
    public required string Incident { get; init; }

    public required string Keep { get; init; }

    public required string Stop { get; init; }

    /// <summary>Where the branch begins that is stopped.</summary>
    public required string Fork { get; init; }

    /// <summary>Why that one is kept.</summary>
    public required string Decision { get; init; }

    public required bool ByPerson { get; init; }

    public required IReadOnlyList<string> Votes { get; init; }

    /// <summary>What leaves the database, in sentences.</summary>
    public required IReadOnlyList<string> Loss { get; init; }

    /// <summary>Bytes of WAL past the fork; null when unknown.</summary>
    public required ulong? LostBytes { get; init; }

    /// <summary>Transactions past the fork; null when they were not counted.</summary>
    public required long? LostCommits { get; init; }

    /// <summary>Those among them that are work of clients; null when they were not counted.</summary>
    public required long? LostClientCommits { get; init; }

    public required IReadOnlyList<PlanStepReport> Steps { get; init; }

    /// <summary>What is left to people afterwards.</summary>
    public required IReadOnlyList<string> Remains { get; init; }

    /// <summary>What the hash is of.</summary>
    public required IReadOnlyList<string> Basis { get; init; }

    public static PlanContentReport From(Plan plan) =>
        new()
        {
            Incident = plan.Case.Incident,
            Keep = plan.Case.Keep.Instance.Name,
            Stop = plan.Case.Loser.Instance.Name,
            Fork = plan.Case.Fork.ToString(),
            Decision = plan.Case.Decision,
            ByPerson = plan.Case.IsByPerson,
            Votes = plan.Case.Votes,
            Loss = plan.Loss,
            LostBytes = plan.Case.Lost.Bytes,
            LostCommits = plan.Case.Lost.Commits,
            LostClientCommits = plan.Case.Lost.ClientCommits,
            Steps = [.. plan.Steps.Select(PlanStepReport.From)],
            Remains = plan.Remains,
            Basis = plan.Basis,
        };
}
