using Primacy.Muting;

namespace Primacy.Storage;

/// <summary>A silence as the replicas tell it to one another.</summary>
internal sealed record StoredSilence(
    string Id,
    IReadOnlyList<StoredMatcher> Matchers,
    string StartsAt,
    string EndsAt,
    string CreatedBy,
    string Comment,
    string CreatedAt
)
{
    public static StoredSilence Of(Silence silence) =>
        new(
            silence.Id,
            [.. silence.Matchers.Select(StoredMatcher.Of)],
            StoredTime.Write(silence.StartsAt),
            StoredTime.Write(silence.EndsAt),
            silence.CreatedBy,
            silence.Comment,
            StoredTime.Write(silence.CreatedAt)
        );

    public Silence ToSilence() =>
        new()
        {
            Id = Id,
            Matchers = Matchers.Select(one => one.ToMatcher()).ToEquatableArray(),
            StartsAt = StoredTime.Read(StartsAt),
            EndsAt = StoredTime.Read(EndsAt),
            CreatedBy = CreatedBy,
            Comment = Comment,
            CreatedAt = StoredTime.Read(CreatedAt),
        };
}
