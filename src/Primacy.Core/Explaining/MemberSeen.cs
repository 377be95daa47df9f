using System.Globalization;
using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Explaining;

/// <summary>What was seen of one member and what is remembered of it.</summary>
static class MemberSeen
{
    public static Statement Of(ClusterView view, Member member) =>
        member.State is { } state ? Answered(view, member, state) : Unanswered(view, member);

    static Statement Answered(ClusterView view, Member member, ServerState state)
    {
        var isForeign = view.Foreigners.Any(m => m.Id == member.Id);
        var (mark, stranger) = isForeign
            ? (Mark.Grave, $", of another database system ({state.System})")
            : (Mark.Plain, "");
        var readOnly = state.IsReadOnly ? ", read-only by default (which a session can override)" : "";
        return new(
            $"{member.Id} answers as a {Word(state.Role)} on {Wording.Of(state.Timeline)} at {state.Lsn}"
                + $"{readOnly}{stranger}.",
            mark,
            member.Id,
            [
                Asked(view, member.Newest!),
                new(Server(view, state)),
                .. Links(view, member, state).Select(text => new Statement(text)),
                .. Remembered(view, member),
                .. LineageSeen.Of(view, member),
            ]
        );
    }

    static Statement Unanswered(ClusterView view, Member member)
    {
        var proof = view.IsDown(member) ? ", so it serves nobody" : ": that says nothing of what it is";
        return new(
            $"{member.Id} {member.WhyNoAnswer}{proof}.",
            Mark.Doubtful,
            member.Id,
            [
                .. member.Newest is { } newest ? (EquatableArray<Statement>)[Asked(view, newest)] : [],
                .. view.Replication.VoucherFor(member) is { } voucher
                    ? (EquatableArray<Statement>)[new($"{voucher.Id} sees it streaming.")]
                    : [],
                .. Remembered(view, member),
                .. LineageSeen.Of(view, member),
            ]
        );
    }

    static Statement Asked(ClusterView view, Observation newest) =>
        new(
            $"Asked at {Instants.Of(newest.At, view.At)}, {Instants.Length(view.At - newest.At)} before this look; "
                + $"the outcome took {Instants.Length(newest.Took)}."
        );

    static string Server(ClusterView view, ServerState state) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"PostgreSQL {state.Version / 10000}.{state.Version % 10000}, started {Instants.Of(state.StartedAt, view.At)}; "
        ) + $"{Wording.Clients(state.Clients)}.";

    static IEnumerable<string> Links(ClusterView view, Member member, ServerState state)
    {
        if (state.Role is Role.Standby)
            yield return Upstream(view, member, state);
        if (state.RecoveryEnd is { } end)
            yield return $"Its recovery ended at {end}, "
                + (state.WasStreaming ? "having streamed: its timeline forked off there." : "at or behind its fork.");
        foreach (var link in state.Standbys)
        {
            var replayed = link.ReplayLsn is { } lsn ? $", replayed to {lsn}" : "";
            yield return $"Sends to {link.ApplicationName} ({link.ClientAddress ?? "a socket"}): {link.State}, "
                + $"{link.SyncState}{replayed}.";
        }
        if (state is { Role: Role.Primary, Standbys.Count: 0, IsReplicationHidden: false })
            yield return "Nobody receives WAL from it.";
    }

    static string Upstream(ClusterView view, Member member, ServerState state) =>
        (view.Replication.UpstreamOf(member), state.Upstream) switch
        {
            ({ } upstream, { } link) => $"Receives WAL from {upstream.Id}: {link.Status}{Silence(link)}.",
            (_, { } link) =>
                $"Receives WAL from {link.Host ?? "a socket"}, no member's address: {link.Status}{Silence(link)}.",
            _ when state.IsReplicationHidden => "From whom it receives WAL is not shown to our role.",
            _ when state.HasArchive => "No WAL receiver runs; it restores from an archive.",
            _ => "No WAL receiver runs, and no archive is set.",
        };

    static string Silence(UpstreamLink link) =>
        link.SilentSeconds is { } seconds
            ? $", last message {Instants.Length(TimeSpan.FromSeconds(seconds))} before"
            : "";

    static IEnumerable<Statement> Remembered(ClusterView view, Member member)
    {
        if (member.Remembered is not { } memory)
            yield break;
        var followed = memory.Followed is { } head ? $", having followed {head}" : "";
        var since = Instants.Of(memory.RoleSince, view.At);
        var role = memory.RoleChanged
            ? $"as a {Word(memory.Role)} since {since}, when its role changed"
            : $"as a {Word(memory.Role)} at least since {since}";
        var last = member.State is null
            ? $"; last seen {Instants.Of(memory.SeenAt, view.At)} on {Wording.Of(memory.Timeline)} at {memory.Lsn}"
            : "";
        yield return new(
            $"Remembered {role}{followed}; its LSN last moved {Instants.Of(memory.LsnAdvancedAt, view.At)}{last}."
        );
    }

    static string Word(Role role) => role is Role.Primary ? "primary" : "standby";
}
