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

    [Theory]
    [InlineData(true, true, 1)]
    [InlineData(false, true, 2)]
    [InlineData(false, false, 1)]
    public async Task A_pause_holds_as_long_as_it_is_wanted_at_every_look_or_after_no_failure(
        bool isWanted,
        bool isFailure,
        int attempts
    )
    {
        var begun = 0;
        var errand = new Errand<string>(_ => Pause, _time);
        await LookAsync(true);
        await LookAsync(isWanted);
        await LookAsync(true);
        Assert.Equal(attempts, begun);

        async Task LookAsync(bool wants)
        {
            if (wants)
                errand.Begin(_ => Task.FromResult<string?>($"{++begun}"));
            await errand.Idle;
            errand.Take();
            errand.EndLook(isFailure ? Pause : Pause / 2);
        }
    }

    [Fact]
    public async Task What_goes_on_while_nobody_wants_it_is_no_reason_to_wait_either()
    {
        var gate = new TaskCompletionSource<string?>();
        var begun = 0;
        var errand = new Errand<string>(_ => Pause, _time);
        Begin();
        errand.EndLook(Pause);
        errand.EndLook(Pause);
        gate.SetResult(null);
        await errand.Idle;
        errand.Take();
        Begin();
        await errand.Idle;
        Assert.Equal(2, begun);

        void Begin() =>
            errand.Begin(_ =>
            {
                begun++;
                return gate.Task;
            });
    }
}
