using System.Text;

namespace Primacy.Kubernetes.Objects;

/// <summary>A Secret with its values as they are stored, in Base64. Prints only its name.</summary>
internal sealed record Secret(ObjectMeta Meta) : KubernetesObject(Meta)
{
    public EquatableArray<Pair> Data { get; init; }

    /// <summary>A value in clear; null when there is no such key, or it holds no text.</summary>
    public string? Value(string key)
    {
        foreach (var pair in Data)
        {
            if (pair.Key == key)
                return Decode(pair.Value);
        }
        return null;
    }

    public override string ToString() => $"Secret {Namespace}/{Name}";

    static string? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : null;
    }
}
