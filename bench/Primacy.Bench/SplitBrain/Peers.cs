using System.Text.RegularExpressions;
using CliWrap.Buffered;

namespace Primacy.Bench.SplitBrain;

/// <summary>The three programs Primacy is compared with, by the names that Debian gives them.</summary>
internal sealed partial class Peers
{
    public const string Exporter = "prometheus-postgres-exporter";

    public const string Prometheus = "prometheus";

    public const string Alertmanager = "prometheus-alertmanager";

    /// <summary>Where they are; those of the system when not said.</summary>
    static readonly string Directory = Environment.GetEnvironmentVariable("PRIMACY_BENCH_PEERS") ?? "";

    Peers(IReadOnlyList<string> versions, IReadOnlyList<string> noCollectors) =>
        (Versions, NoCollectors) = (versions, noCollectors);

    /// <summary>What each says it is.</summary>
    public IReadOnlyList<string> Versions { get; }

    /// <summary>
    /// The arguments that switch every collector of the exporter off. With them the custom query runs alone, and its
    /// names, which the newer exporters' collector of replication took for others, are free again.
    /// </summary>
    public IReadOnlyList<string> NoCollectors { get; }

    public static string PathOf(string program) => Path.Combine(Directory, program);

    public static async Task<Peers> FindAsync()
    {
        var versions = new List<string>();
        foreach (var program in new[] { Exporter, Prometheus, Alertmanager })
            versions.Add(Version().Match(await SaysAsync(program, "--version")).Value.Replace(", version", ""));
        var switches = Collector().Matches(await SaysAsync(Exporter, "--help"));
        return new(versions, [.. switches.Select(m => $"--no-collector.{m.Groups[1].Value}").Distinct()]);
    }

    /// <summary>Some print their help where others print faults.</summary>
    static async Task<string> SaysAsync(string program, string argument)
    {
        var said = await CliWrap
            .Cli.Wrap(PathOf(program))
            .WithArguments(argument)
            .WithValidation(CliWrap.CommandResultValidation.None)
            .ExecuteBufferedAsync();
        return said.StandardOutput + said.StandardError;
    }

    [GeneratedRegex(@"[a-z_]+, version [^ ]+")]
    private static partial Regex Version();

    [GeneratedRegex(@"--(?:\[no-\])?collector\.([a-z_]+)\s")]
    private static partial Regex Collector();
}
