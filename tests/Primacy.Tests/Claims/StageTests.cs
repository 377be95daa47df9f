using Primacy.Peers;
using Xunit;

namespace Primacy.Tests.Claims;

/// <summary>What plays on a stage ends with it, and that is also how it ends when the test is killed.</summary>
public sealed class StageTests
{
    [Fact]
    public async Task Nothing_survives_its_stage_however_stubborn_or_far_removed()
    {
        string directory;
        int grandchild;
        await using (var stage = Stage.Open())
        {
            directory = stage.Directory;
            // As a postmaster that Patroni has started: in a session of its own, and deaf to polite requests.
            stage.WriteProgram(
                "stubborn",
                "#!/bin/sh\ntrap '' QUIT TERM INT HUP\necho $$ > pid\nwhile :; do sleep 1; done\n"
            );
            stage.Start("launcher", "/bin/sh", "-c", "setsid ./stubborn & wait");
            await Eventually.Holds(
                () => File.Exists(stage["pid"]) && File.ReadAllText(stage["pid"]).EndsWith('\n'),
                "the stubborn program runs"
            );
            grandchild = int.Parse(await File.ReadAllTextAsync(stage["pid"], TestContext.Current.CancellationToken));
            Assert.True(Directory.Exists($"/proc/{grandchild}"));
        }
        await Eventually.Holds(() => !Directory.Exists($"/proc/{grandchild}"), "the stubborn program is gone");
        Assert.False(Directory.Exists(directory));
    }
}
