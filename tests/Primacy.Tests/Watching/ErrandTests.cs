using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Primacy.Watching;

public sealed class ErrandTests
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task An_attempt_goes_on_alone_until_it_is_taken()
    {
        var gate = new TaskCompletionSource<string?>();
        var begun = 0;
        var errand = new Errand<string>(_ => TimeSpan.Zero, _time);
        for (var look = 0; look < 3; look++)
        {
            errand.Begin(_ =>
            {
                Interlocked.Increment(ref begun);
                return gate.Task;
            });
            Assert.False(errand.Take());
        }
        gate.SetResult("found");
        await errand.Idle;
        Assert.True(errand.Take());
        Assert.Equal((1, "found"), (begun, errand.Newest));
    }

    [Fact]
    public async Task The_pause_after_an_attempt_is_kept()
    {
        var begun = 0;
        var errand = new Errand<string>(_ => Pause, _time);
        await AttemptAsync();
        _time.Advance(Pause / 2);
        await AttemptAsync();
        Assert.Equal(1, begun);
        _time.Advance(Pause);
        await AttemptAsync();
        Assert.Equal(2, begun);

        async Task AttemptAsync()
        {
            errand.Begin(_ => Task.FromResult<string?>($"{++begun}"));
            await errand.Idle;
            errand.Take();
        }
    }

    [Fact]
    public async Task What_was_found_stands_when_a_later_attempt_finds_nothing()
    {
        var errand = new Errand<string>(found => found is null ? Pause : TimeSpan.Zero, _time);
        errand.Begin(_ => Task.FromResult<string?>("found"));
        await errand.Idle;
        errand.Take();
        string? earlier = null;
        errand.Begin(before =>
        {
            earlier = before;
            return Task.FromResult<string?>(null);
        });
        await errand.Idle;
        Assert.False(errand.Take());
        Assert.Equal(("found", "found"), (earlier, errand.Newest));
    }
}
