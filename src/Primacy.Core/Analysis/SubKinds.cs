namespace Primacy.Analysis;

/// <summary>How sub-kinds are written.</summary>
public static class SubKinds
{
    public static IReadOnlyList<SubKind> All { get; } = Enum.GetValues<SubKind>();

    extension(SubKind kind)
    {
        /// <summary>The sub-kind as documents, metrics and JSON write it: "twin-promotion".</summary>
        public string Slug =>
            kind switch
            {
                SubKind.Returned => "returned",
                SubKind.Partition => "partition",
                SubKind.TwinPromotion => "twin-promotion",
                SubKind.SameTimelineFork => "same-timeline-fork",
                SubKind.Empty => "empty",
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
            };
    }

    /// <summary>The sub-kind of a slug, or null.</summary>
    public static SubKind? FromSlug(string slug)
    {
        foreach (var kind in All)
        {
            if (kind.Slug == slug)
                return kind;
        }
        return null;
    }
}
