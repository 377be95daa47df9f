using System.Collections.Immutable;

namespace Primacy;

/// <summary>Builds an <see cref="EquatableArray{T}"/> from a collection expression or a sequence.</summary>
public static class EquatableArray
{
    public static EquatableArray<T> Create<T>(ReadOnlySpan<T> items)
        where T : IEquatable<T> => new([.. items]);

    public static EquatableArray<T> ToEquatableArray<T>(this IEnumerable<T> items)
        where T : IEquatable<T> => new([.. items]);
}
