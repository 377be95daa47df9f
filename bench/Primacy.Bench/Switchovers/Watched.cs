using System.Text.Json;

namespace Primacy.Bench.Switchovers;

/// <summary>What the running service says of the cluster, look by look.</summary>
internal sealed class Watched(Uri page) : IAsyncDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    readonly HttpClient _http = new();
    readonly CancellationTokenSource _end = new();
    readonly Dictionary<string, int> _looks = [];
    Task _work = Task.CompletedTask;
    long _healthyAtTicks;

    /// <summary>In how many looks each verdict was the headline.</summary>
    public IReadOnlyDictionary<string, int> Looks => _looks;

    /// <summary>Whether the newest look ended after a moment and found all well.</summary>
    public bool IsHealthySince(DateTimeOffset moment) => Volatile.Read(ref _healthyAtTicks) > moment.UtcTicks;

    public void Start() => _work = ReadAsync();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _end.Dispose();
    }

    async Task ReadAsync()
    {
        var last = default(DateTimeOffset);
        while (true)
        {
            try
            {
                using var report = JsonDocument.Parse(
                    await _http.GetStringAsync(new Uri(page, "/api/v1/clusters/bench"), _end.Token)
                );
                var at = report.RootElement.GetProperty("at").GetDateTimeOffset();
                var verdict = report.RootElement.GetProperty("verdict").GetString()!;
                if (at != last)
                    _looks[verdict] = _looks.GetValueOrDefault(verdict) + 1;
                last = at;
                Volatile.Write(ref _healthyAtTicks, verdict == "healthy" ? at.UtcTicks : 0);
            }
            catch (HttpRequestException)
            {
                // It has not begun to listen, or to look.
            }
            await Task.Delay(Pause, TimeProvider.System, _end.Token);
        }
    }
}
