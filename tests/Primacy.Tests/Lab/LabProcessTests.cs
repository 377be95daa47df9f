using CliWrap;
using CliWrap.Buffered;
using Primacy.Lab;
using Primacy.Lab.Registry;
using Primacy.Lab.Servers;
using Xunit;

namespace Primacy.Tests.Lab;

/// <summary>The executable itself: what it leaves running when it ends, and what it leaves when it is killed.</summary>
public sealed class LabProcessTests
{
    const int AttemptsMax = 10;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lab_outlives_the_command_that_started_it_until_it_is_taken_down()
    {
        var name = LabFixture.UniqueName();

        await Primacy("up", "--instances", "2", "--name", name).ExecuteBufferedAsync(Cancellation);
        await using var lab = await LabCluster.AttachAsync(name, null, TimeProvider.System, Cancellation);
        var status = await lab.StatusAsync(Cancellation);
        await Primacy("down", "--name", name).ExecuteBufferedAsync(Cancellation);

        Assert.True(status.IsProxyRunning);
        Assert.True(status.Instances[1].IsStreaming);
        Assert.False(Directory.Exists(lab.Directory));
    }

    [Fact]
    public async Task A_command_killed_while_its_lab_starts_leaves_nothing_after_the_next_command()
    {
        var (name, path) = await KilledWhileItStartsAsync();

        await Assert.ThrowsAsync<LabException>(() =>
            LabCluster.AttachAsync(name, null, TimeProvider.System, Cancellation)
        );

        Assert.False(Directory.Exists(path));
        Assert.Empty(ProcessTable.In(Path.Combine(path, "node-1")));
    }

    /// <summary>On a busy machine the kill may come when the lab is up; then it is tried with another one.</summary>
    static async Task<(string Name, string Path)> KilledWhileItStartsAsync()
    {
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var name = LabFixture.UniqueName();
            using var kill = new CancellationTokenSource();
            var up = Primacy("up", "--name", name).ExecuteBufferedAsync(kill.Token);
            var path = "";
            await LabWait.UntilAsync(() =>
            {
                if (Directory.Exists(Base))
                    path = Directory.EnumerateDirectories(Base, $"{name}-*").FirstOrDefault(path);
                return Task.FromResult(File.Exists(Path.Combine(path, "node-1", "PG_VERSION")));
            });
            await kill.CancelAsync();
            await Task.WhenAny(up);
            if (new LabDirectory(path).ReadManifest() is not { IsKept: true })
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => up);
                return (name, path);
            }
            await Primacy("down", "--name", name).ExecuteBufferedAsync(Cancellation);
        }
        throw new InvalidOperationException($"Each of {AttemptsMax} labs was up before its command could be killed.");
    }

    static string Base => $"/tmp/primacy-lab-{Native.EffectiveUserId()}";

    static Command Primacy(params string[] arguments) =>
        new Command(Path.Combine(AppContext.BaseDirectory, "primacy")).WithArguments(["lab", .. arguments]);
}
