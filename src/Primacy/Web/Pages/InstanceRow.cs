using System.Globalization;
using Primacy.Topology;
using Primacy.Web.Api;

namespace Primacy.Web.Pages;

/// <summary>One instance in the tree of who follows whom.</summary>
internal sealed record InstanceRow
{
    const int DepthMax = 6;

    public required string Name { get; init; }

    /// <summary>How many upstreams lie above it, as far as the page indents.</summary>
    public required int Depth { get; init; }

    public string? Follows { get; init; }

    public required string Role { get; init; }

    /// <summary>primary, standby, foreign or silent: how the row is set.</summary>
    public required string Tone { get; init; }

    /// <summary>What a person must see of it at once.</summary>
    public string? Mark { get; init; }

    public string? Timeline { get; init; }

    public string? Lsn { get; init; }

    public string? Clients { get; init; }

    public string? Lag { get; init; }

    /// <summary>Why there is no answer; null when there is one.</summary>
    public string? Failure { get; init; }

    public long? SeenAtMilliseconds { get; init; }

    public string SeenAge { get; init; } = "";

    public static InstanceRow Answered(Member member, Member? upstream, int depth, string? mark, DateTimeOffset? now)
    {
        var state = member.State!;
        return new InstanceRow
        {
            Name = Texts.Name(member.Id.Name),
            Depth = Math.Min(depth, DepthMax),
            Follows = upstream is null ? null : Texts.Name(upstream.Id.Name),
            Role = state.Role.Word,
            Tone = state.Role.Word,
            Mark = mark,
            Timeline = state.Timeline?.ToString(),
            Lsn = state.Lsn.ToString(),
            Clients = state.Clients?.ToString(CultureInfo.InvariantCulture) ?? "not seen",
            Lag = state.Role is Topology.Role.Primary ? "" : LagOf(state.LagSeconds),
            SeenAtMilliseconds = member.Newest!.At.ToUnixTimeMilliseconds(),
            SeenAge = Ages.Of(member.Newest.At, now),
        };
    }

    public static InstanceRow Silent(Member member, Member? voucher, DateTimeOffset? now) =>
        new()
        {
            Name = Texts.Name(member.Id.Name),
            Depth = 0,
            Role = member.Remembered?.Role is Topology.Role.Primary ? "was primary" : "no answer",
            Tone = "silent",
            Failure = Texts.Cut(
                voucher is null ? member.WhyNoAnswer : $"{member.WhyNoAnswer}, but {voucher.Id} sees it streaming",
                Texts.SentenceMax
            ),
            SeenAtMilliseconds = member.Remembered?.SeenAt.ToUnixTimeMilliseconds(),
            SeenAge = member.Remembered is { } remembered ? Ages.Of(remembered.SeenAt, now) : "",
        };

    static string LagOf(double? seconds) =>
        seconds is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:F1} s") : "not known";
}
