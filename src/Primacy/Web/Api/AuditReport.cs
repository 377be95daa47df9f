using Primacy.Acting;

namespace Primacy.Web.Api;

/// <summary>Who did what, as <c>/api/v1/audit</c> serves it.</summary>
internal sealed record AuditReport
{
    public required long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    /// <summary>What showed who it was: token, basic or proxy.</summary>
    public required string How { get; init; }

    /// <summary>The address.</summary>
    public required string From { get; init; }

    /// <summary>
    /// silence.add, silence.expire, incident.acknowledge, incident.unacknowledge, maintenance.plan, maintenance.end or
    /// configuration.reload.
    /// </summary>
    public required string Act { get; init; }

    public required string Target { get; init; }

    public string? Why { get; init; }

    public static AuditReport Of(AuditEntry entry) =>
        new()
        {
            Id = entry.Id,
            At = entry.At,
            Actor = entry.Actor.Name,
            How = entry.Actor.How,
            From = entry.Actor.From,
            Act = entry.Act,
            Target = entry.Target,
            Why = entry.Why,
        };
}
