namespace Primacy;

/// <summary>A value that is worked out when it is first read, and equal to another by what it then is.</summary>
readonly struct Deferred<T>(Lazy<T>? value) : IEquatable<Deferred<T>>
    where T : struct, IEquatable<T>
{
    readonly Lazy<T>? _value = value;

    public T Value => _value?.Value ?? default;

    public bool Equals(Deferred<T> other) => ReferenceEquals(_value, other._value) || Value.Equals(other.Value);

    public override bool Equals(object? obj) => obj is Deferred<T> other && Equals(other);

    public override int GetHashCode() => Value.GetHashCode();
}
