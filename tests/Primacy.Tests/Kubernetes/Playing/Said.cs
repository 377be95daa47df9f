using System.Collections.Concurrent;

namespace Primacy.Tests.Kubernetes.Playing;

/// <summary>Keeps what is reported, at once and in its order.</summary>
sealed class Said : IProgress<string>
{
    readonly ConcurrentQueue<string> _sentences = new();

    public void Report(string value) => _sentences.Enqueue(value);

    public override string ToString() => string.Join('\n', _sentences);
}
