using Primacy.Topology;
using Primacy.Wal;

namespace Primacy.Forensics;

/// <summary>Puts what was read of a pair into the core's words. Pure.</summary>
internal static class Findings
{
    public static Comparison Of(Side one, Side other, Lockstep? lockstep, string? why, DateTimeOffset now) =>
        new()
        {
            One = one.Instance,
            Other = other.Instance,
            At = now,
            OneStartedAt = one.Facts?.StartedAt ?? default,
            OtherStartedAt = other.Facts?.StartedAt ?? default,
            Kinship = lockstep?.Kinship ?? Kinship.Unknown,
            Fork = lockstep?.Kinship switch
            {
                Kinship.Forked => lockstep.To,
                Kinship.Apart => lockstep.From,
                _ => null,
            },
            From = lockstep?.From,
            To = lockstep?.To,
            OneWrote = lockstep?.OneSince?.Counted,
            OtherWrote = lockstep?.OtherSince?.Counted,
            Why = why,
            Missing = Missing(one).Concat(Missing(other)).Distinct().ToEquatableArray(),
        };

    static IEnumerable<MissingRight> Missing(Side side) => side.Missing is { } missing ? [missing] : [];
}
