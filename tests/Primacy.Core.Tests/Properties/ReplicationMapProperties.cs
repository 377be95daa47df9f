using CsCheck;
using Primacy.Topology;
using Xunit;

namespace Primacy.Properties;

/// <summary>Members are looked up one after the other among few and in an index among many; it must not show.</summary>
public sealed class ReplicationMapProperties
{
    const int Iterations = 1_000;

    static readonly Member[] Strangers =
    [
        .. Enumerable
            .Range(0, 10)
            .Select(i => new Member(new Instance(new($"stranger-{i}"), $"host-{i}", 5432), null, null)),
    ];

    [Fact]
    public void Members_that_nobody_knows_change_nothing_for_the_others() =>
        Generate.Histories.Sample(
            history =>
            {
                foreach (var step in history.Play())
                {
                    var (few, many) = (step.View.Replication, new ReplicationMap([.. step.View.Members, .. Strangers]));
                    foreach (var member in step.View.Members)
                        Assert.Equal(Place(few, member), Place(many, member));
                }
            },
            iter: Iterations
        );

    /// <summary>Where standbys follow one another in a circle its head is any of them.</summary>
    static (InstanceId? Upstream, InstanceId? Head, InstanceId? Voucher, bool) Place(
        ReplicationMap map,
        Member member
    ) =>
        (
            map.UpstreamOf(member)?.Id,
            map.HeadOf(member) is { State.Role: Role.Standby } ? null : map.HeadOf(member)?.Id,
            map.VoucherFor(member)?.Id,
            map.IsStreamedFrom(member)
        );
}
