using Primacy.Scenarios;
using Primacy.Topology;

namespace Primacy.Simulation;

/// <summary>What a probe of one server shows, and the truth at the instant it was taken.</summary>
sealed record Sample(MemberLine Line, long AtMilliseconds, Branch Branch, ulong Lsn, ulong System)
{
    public static Sample Of(World world, Server server, long now, bool isLost) =>
        new(
            isLost ? Failure(server, ProbeFailure.TimedOut) : Show(world, server),
            now,
            server.Branch,
            server.Lsn,
            server.System
        );

    static MemberLine Show(World world, Server server) =>
        server switch
        {
            { IsHidden: true } or { IsFrozen: true } => Failure(server, ProbeFailure.TimedOut),
            { Mode: Mode.Down } => Failure(server, ProbeFailure.Refused),
            { Mode: Mode.StartingUp } => Failure(server, ProbeFailure.StartingUp),
            { Mode: Mode.ShuttingDown } => Failure(server, ProbeFailure.ShuttingDown),
            _ => Answer(world, server),
        };

    static MemberLine Answer(World world, Server server)
    {
        var isPrimary = server.Mode is Mode.Primary;
        var isStreaming = server.CanStream;
        return new MemberLine
        {
            Name = server.Name,
            Kind = isPrimary ? MemberLine.Primary : MemberLine.Standby,
            Timeline = isPrimary || isStreaming ? server.Branch.Timeline : null,
            Lsn = new(server.Lsn),
            RecoveryEnd = isPrimary && server.RecoveryEnd is { } end ? new(end) : null,
            WasStreaming = server.WasStreaming,
            Of = isStreaming ? server.Upstream!.Name : null,
            System = server.System,
            Started = TimeSpan.FromMilliseconds(server.StartedAtMilliseconds),
            Lists = [.. world.FollowersOf(server).Select(s => s.Name)],
        };
    }

    static MemberLine Failure(Server server, ProbeFailure failure) =>
        new() { Name = server.Name, Kind = FailureWords.Write(failure) };

    /// <summary>
    /// How many bytes this server held that another lacked, when both were asked; null for another system.
    /// </summary>
    public ulong? BytesNotIn(Sample other) =>
        Branch.CommonEnd(Branch, Lsn, other.Branch, other.Lsn) is { } common ? Lsn - common : null;
}
