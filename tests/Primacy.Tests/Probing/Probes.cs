using Npgsql;
using Primacy.Probing;
using Primacy.Tests.Probing.Wire;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Probing;

/// <summary>Probes as the tests need them.</summary>
internal static class Probes
{
    /// <summary>Long enough for any answer that will come, on a machine that has much else to do.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(20);

    /// <summary>Short, for servers that never answer.</summary>
    public static TimeSpan Impatience { get; } = TimeSpan.FromMilliseconds(400);

    public static InstanceProbe Of(FakeServer server, TimeSpan timeout, SslMode ssl = SslMode.Disable) =>
        Of(Settings(server.Port) with { SslMode = ssl }, timeout);

    public static InstanceProbe Of(ConnectionSettings settings, TimeSpan? timeout = null, TimeProvider? time = null) =>
        new(
            new Instance(new InstanceId("db1"), settings.Host, settings.Port),
            settings,
            timeout ?? Patience,
            time ?? TimeProvider.System
        );

    public static ConnectionSettings Settings(int port) =>
        new()
        {
            Host = "127.0.0.1",
            Port = port,
            User = "primacy",
            Password = Secret,
            SslMode = SslMode.Disable,
        };

    public const string Secret = "correct-horse-battery-staple";

    /// <summary>The outcome of a look, if it comes before the patience ends.</summary>
    public static async Task<Observation?> LookAsync(
        this InstanceProbe probe,
        TimeSpan patience,
        CancellationToken cancellation
    )
    {
        var look = (Task)probe.Look();
        await look.WaitAsync(patience, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        return probe.Take();
    }

    /// <summary>A look, however long it takes.</summary>
    public static async Task<Observation> ObserveAsync(this InstanceProbe probe)
    {
        var observation = await probe.LookAsync(Patience, TestContext.Current.CancellationToken);
        Assert.NotNull(observation);
        return observation;
    }

    public static async Task<ProbeOutcome.Failed> FailAsync(this InstanceProbe probe) =>
        Assert.IsType<ProbeOutcome.Failed>((await probe.ObserveAsync()).Outcome);

    public static async Task<ServerState> AnswerAsync(this InstanceProbe probe) =>
        Assert.IsType<ProbeOutcome.Answered>((await probe.ObserveAsync()).Outcome).State;
}
