using System.Diagnostics;
using System.Globalization;

namespace Primacy.Bench.WallCost;

/// <summary>Open walls in a process of their own, whose processor time is not the service's.</summary>
internal sealed class WallOnlookers : IDisposable
{
    readonly Process _process;

    WallOnlookers(Process process) => _process = process;

    public static async Task<WallOnlookers> OpenAsync(Uri address, int count)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            [
                typeof(WallOnlookers).Assembly.Location,
                "wall-onlookers",
                $"{address}events",
                count.ToString(CultureInfo.InvariantCulture),
            ]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        await process.StandardOutput.ReadLineAsync();
        return new WallOnlookers(process);
    }

    /// <summary>The bytes that all of them have been sent since they were asked last.</summary>
    public async Task<long> BytesAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
        return long.Parse((await _process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <summary>What that process does: reads all streams, and says a number for each line that it is sent.</summary>
    public static async Task<int> RunAsync(string address, int count)
    {
        using var client = new HttpClient();
        var (bytes, opened) = (0L, new CountdownEvent(count));
        for (var i = 0; i < count; i++)
            _ = ReadAsync();
        opened.Wait();
        Console.WriteLine("open");
        while (await Console.In.ReadLineAsync() is not null)
            Console.WriteLine(Interlocked.Exchange(ref bytes, 0).ToString(CultureInfo.InvariantCulture));
        return 0;

        async Task ReadAsync()
        {
            await using var stream = await client.GetStreamAsync(new Uri(address));
            var buffer = new byte[64 * 1024];
            var isFirst = true;
            while (await stream.ReadAsync(buffer) is var read && read > 0)
            {
                Interlocked.Add(ref bytes, read);
                if (isFirst)
                    opened.Signal();
                isFirst = false;
            }
        }
    }
}
