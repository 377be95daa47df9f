using Primacy.Lab;
using Primacy.Lab.Kubernetes;
using Primacy.Lab.Kubernetes.Plane;
using Primacy.Peers;
using Xunit;

namespace Primacy.Tests.Kubernetes.Playing;

/// <summary>A lab on Kubernetes for one class, with a manager that is quicker to act than the chart's.</summary>
public sealed class KubernetesLabFixture : IAsyncLifetime
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    readonly SemaphoreSlim _gate = new(1, 1);
    readonly Said _said = new();
    KubernetesLab? _lab;

    /// <summary>Skips the test when there is no control plane or no repmgr to be had.</summary>
    internal static void SkipIfMissing()
    {
        Assert.SkipWhen(
            string.IsNullOrEmpty(Environment.GetEnvironmentVariable(PlanePrograms.Variable)),
            $"no Kubernetes control plane: {PlanePrograms.Variable} names none"
        );
        Claims.Peers.SkipIfMissing(PeerKind.Repmgr);
    }

    /// <summary>The lab; skips the test when there is no control plane or no repmgr to be had.</summary>
    internal async Task<KubernetesLab> StartedAsync()
    {
        SkipIfMissing();
        var cancellation = TestContext.Current.CancellationToken;
        await _gate.WaitAsync(cancellation);
        try
        {
            var options = new KubernetesLabOptions { Reconnect = (2, 1) };
            return _lab ??= await KubernetesLab.StartAsync(options, _said, cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Waits for what takes a manager and the servers their time; without success, says what the node said.
    /// </summary>
    internal Task HoldsAsync(Func<Task<bool>> condition, string what) => HoldsAsync(condition, () => what);

    /// <inheritdoc cref="HoldsAsync(Func{Task{bool}}, string)"/>
    internal async Task HoldsAsync(Func<Task<bool>> condition, Func<string> what)
    {
        var holds = await Patience.UntilAsync(
            async () => await condition(),
            Deadline,
            TimeProvider.System,
            TestContext.Current.CancellationToken
        );
        Assert.True(holds, $"Waited {Deadline.TotalSeconds} s in vain: {what()}\n{_said}");
    }

    /// <summary>The one primary, once the two others stream from it.</summary>
    internal async Task<string> OnePrimaryAsync()
    {
        var (lab, cancellation) = (await StartedAsync(), TestContext.Current.CancellationToken);
        string? one = null;
        await HoldsAsync(
            async () => (one = await lab.OnePrimaryAsync(cancellation)) is not null,
            "there is one primary with two standbys"
        );
        return one!;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_lab is not null)
            await _lab.DisposeAsync();
        _gate.Dispose();
    }
}
