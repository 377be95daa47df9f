using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Primacy.Notifications;
using Primacy.Notifications.Command;
using Primacy.Tests.Storage;
using Xunit;

namespace Primacy.Tests.Notifications;

public sealed class CommandTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Arguments_are_passed_as_they_are_and_the_environment_holds_nothing_of_ours()
    {
        Environment.SetEnvironmentVariable("PRIMACY_TEST_PASSWORD", "s3cret");

        var outcome = await RunAsync("""cd "$1"; printf %s "$2" > argument; env > environment""", "$(touch x) 'a b'");

        Assert.Equal(DeliveryOutcome.Accepted, outcome);
        Assert.Equal("$(touch x) 'a b'", Text("argument"));
        Assert.DoesNotContain("s3cret", Text("environment"), StringComparison.Ordinal);
        Assert.Contains("PRIMACY_TITLE=[FIRING] orders", Text("environment"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_says_is_kept_up_to_a_line_without_what_moves_a_cursor()
    {
        var outcome = await RunAsync(
            """printf '\033[2Jno pager\n\342\200\256second line' >&2; (yes 2>/dev/null) | head -c 1000000; exit 1"""
        );

        var why = Assert.IsType<DeliveryOutcome.Failed>(outcome).Why;
        Assert.Equal("ended with exit code 1: [2Jno pager second line", why);
    }

    [Fact]
    public async Task One_that_does_not_read_what_it_is_told_is_none_the_worse_for_it() =>
        Assert.Equal(DeliveryOutcome.Accepted, await RunAsync("exit 0"));

    [Fact]
    public async Task A_program_that_does_not_exist_is_a_refusal()
    {
        using var notifier = Options("/nowhere/pager").Open(Context);

        var outcome = await notifier.DeliverAsync(Deliveries.Of(Stories.Fired(Stories.Firing("orders"))));

        Assert.Contains(
            "/nowhere/pager",
            Assert.IsType<DeliveryOutcome.Refused>(outcome).Why,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task It_is_killed_with_all_that_it_started()
    {
        // The child has left its parent, and holds the output.
        var options = Shell("""cd "$1"; (sleep 1000 & echo $! > child); exec sleep 1000""") with
        {
            Timeout = TimeSpan.FromSeconds(1),
        };
        var time = new FakeTimeProvider();
        using var notifier = options.Open(Context with { Time = time });

        var delivery = notifier.DeliverAsync(Deliveries.Of(Stories.Fired(Stories.Firing("orders"))));
        await Eventually.Holds(
            () => File.Exists(_directory["child"]) && Text("child").EndsWith('\n'),
            "it has a child"
        );
        time.Advance(options.Timeout);
        var outcome = await delivery;

        Assert.Contains("was killed", Assert.IsType<DeliveryOutcome.Failed>(outcome).Why, StringComparison.Ordinal);
        var child = int.Parse(Text("child"), CultureInfo.InvariantCulture);
        await Eventually.Holds(() => !IsRunning(child), "the child is gone");
    }

    async Task<DeliveryOutcome> RunAsync(string script, params string[] arguments)
    {
        using var notifier = Shell(script, arguments).Open(Context);
        return await notifier.DeliverAsync(Deliveries.Of(Stories.Fired(Stories.Firing("orders"))));
    }

    CommandOptions Shell(string script, params string[] arguments) =>
        Options("/bin/sh", ["-c", script, "receiver", _directory.Path, .. arguments]);

    static CommandOptions Options(string program, params string[] arguments) =>
        new()
        {
            Program = program,
            Arguments = [.. arguments],
            Timeout = TimeSpan.FromSeconds(20),
        };

    static NotifierContext Context { get; } = new("pager", null, TimeProvider.System);

    string Text(string file) => File.ReadAllText(_directory[file]);

    /// <summary>A process that nobody has waited for yet is still there, and dead.</summary>
    static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            return false;
        }
    }
}
