using Xunit;

[assembly: AssemblyFixture(typeof(Primacy.Tests.Kubernetes.ControlPlaneFixture))]

namespace Primacy.Tests.Kubernetes;

/// <summary>
/// One control plane for all tests that leave it running, each in a namespace of its own; it starts when it is first
/// asked for.
/// </summary>
public sealed class ControlPlaneFixture : IAsyncDisposable
{
    readonly SemaphoreSlim _gate = new(1, 1);
    ControlPlane? _plane;
    int _namespaces;

    /// <summary>The control plane; skips the test when there is none to be had.</summary>
    internal async Task<ControlPlane> StartedAsync()
    {
        ControlPlaneScripts.SkipIfMissing();
        var cancellation = TestContext.Current.CancellationToken;
        await _gate.WaitAsync(cancellation);
        try
        {
            return _plane ??= await ControlPlane.StartAsync(withControllers: false, cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A new namespace, that no other test uses.</summary>
    internal async Task<string> NamespaceAsync()
    {
        var plane = await StartedAsync();
        var name = $"test-{Interlocked.Increment(ref _namespaces)}";
        await plane.CreateNamespaceAsync(name);
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        if (_plane is { } plane)
            await plane.DisposeAsync();
        _gate.Dispose();
    }
}
