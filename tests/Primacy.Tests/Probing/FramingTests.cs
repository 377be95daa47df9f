using Primacy.Probing;
using Primacy.Probing.Wire;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Probing;

/// <summary>No length is believed that what was received does not bear out.</summary>
public sealed class FramingTests
{
    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { (byte)'Z', 0, 0, 0 })]
    [InlineData(new byte[] { (byte)'Z', 0, 0, 0, 5 })]
    public void A_message_is_read_when_it_is_here_as_a_whole(byte[] part)
    {
        Assert.False(Framing.TryRead(part, out _, out _));

        Assert.True(Framing.TryRead([(byte)'Z', 0, 0, 0, 5, (byte)'I', (byte)'S'], out var type, out var length));
        Assert.Equal(('Z', 1), (type, length));
    }

    [Fact]
    public void The_length_is_known_before_the_message_is_here()
    {
        Assert.False(Framing.TryRead([(byte)'D', 0x40, 0, 0, 4], out _, out var length));
        Assert.Equal(0x40000000, length);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0xFF, 0xFF)]
    public void A_message_shorter_than_its_own_length_is_no_message(byte high, byte low) =>
        AssertBroken(() => Framing.TryRead([(byte)'D', high, 0, 0, low], out _, out _));

    [Fact]
    public void Values_are_found_and_null_is_one()
    {
        var values = new (int, int)[3];
        Framing.FindValues([0, 3, 0, 0, 0, 1, 7, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 2, 8, 9], values);
        Assert.Equal([(6, 1), (11, Framing.Null), (15, 2)], values);
    }

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 2, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 1, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 1, 0, 0, 0, 2, 7 })]
    [InlineData(new byte[] { 0, 1, 0xFF, 0xFF, 0xFF, 0xFE, 7 })]
    public void A_row_that_says_more_than_it_has_is_no_row(byte[] row) =>
        AssertBroken(() => Framing.FindValues(row, new (int, int)[1]));

    static void AssertBroken(Action read) =>
        Assert.Equal(ProbeFailure.Protocol, Assert.Throws<ProbeException>(read).Failure);
}
