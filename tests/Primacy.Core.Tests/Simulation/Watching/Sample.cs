using Primacy.Scenarios;
using Primacy.Simulation.Truth;
using Primacy.Topology;

namespace Primacy.Simulation.Watching;

/// <summary>What a probe of one server shows, and the truth at the instant it was taken.</summary>
sealed record Sample(MemberLine Line, Observation Observation, Server Server, long AtMilliseconds)
{
    public Branch Branch { get; } = Server.Branch;

    public ulong Lsn { get; } = Server.Lsn;

    public ulong System { get; } = Server.System;

    public Leftover? Leftover { get; } = Server.Leftover;

    public static Sample Of(World world, Server server, (long Milliseconds, DateTimeOffset Clock) at, bool isLost)
    {
        var line = isLost ? Failure(server, ProbeFailure.TimedOut) : Show(world, server);
        var links = line.IsAnswer
            ? world.ListedBy(server).Select(listed => Link(server, listed)).ToEquatableArray()
            : [];
        return new(line, Shown.By(line, links, at.Clock), server, at.Milliseconds);
    }

    /// <summary>What a receiver acknowledged last is what it has in common with its upstream.</summary>
    static StandbyLink Link(Server upstream, (Server Standby, long SilentMilliseconds) listed)
    {
        var (standby, silent) = listed;
        var acknowledged = Branch.CommonEnd(upstream.Branch, upstream.Lsn, standby.Branch, standby.Lsn);
        return new(standby.Name, null, "streaming", "async", acknowledged is { } at ? new(at) : null, silent / 1000.0);
    }

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
        var isStreaming = world.SaysThatItStreams(server);
        return new MemberLine
        {
            Name = server.Name,
            Kind = isPrimary ? MemberLine.Primary : MemberLine.Standby,
            Timeline = isPrimary || isStreaming ? server.Branch.Timeline : null,
            Lsn = new(server.Delay is { Replayed: > 0 } delay ? delay.Replayed : server.Lsn),
            RecoveryEnd = isPrimary && server.RecoveryEnd is { } end ? new(end) : null,
            WasStreaming = server.WasStreaming,
            Of = isStreaming ? server.Upstream!.Name : null,
            System = server.System,
            Started = TimeSpan.FromMilliseconds(server.StartedAtMilliseconds),
            Clients = isPrimary && server.HasClients ? 3 : 0,
        };
    }

    static MemberLine Failure(Server server, ProbeFailure failure) =>
        new() { Name = server.Name, Kind = FailureWords.Write(failure) };

    /// <summary>
    /// How many bytes this server held that another lacked, when both were asked; null for another system.
    /// </summary>
    public ulong? BytesNotIn(Sample other) => CommonEnd(other) is { } common ? Lsn - common : null;

    /// <summary>Where the two histories part; null for another system.</summary>
    public ulong? CommonEnd(Sample other) => Branch.CommonEnd(Branch, Lsn, other.Branch, other.Lsn);

    /// <summary>Whether it lists a standby that it has heard of late.</summary>
    public bool Hears(string standby)
    {
        foreach (var link in Observation.State?.Standbys ?? [])
        {
            if (link.ApplicationName == standby && link.IsHeardAt(Observation.State!.Lsn))
                return true;
        }
        return false;
    }

    /// <summary>How many commits of clients this server held that another lacked.</summary>
    public int ClientCommitsNotIn(Sample other) =>
        Branch.Commits(CommonEnd(other) ?? 0, Lsn).Count(commit => commit.IsOfClient);
}
