using BenchmarkDotNet.Running;
using Primacy.Bench;
using Primacy.Bench.ScrapeCost;
using Primacy.Bench.SplitBrain;
using Primacy.Bench.Switchovers;

return args switch
{
    ["split-brain", .. var rest] => await SplitBrainBench.RunAsync(BenchOptions.Parse(rest)),
    ["scrape", .. var rest] => await ScrapeBench.RunAsync(ScrapeOptions.Parse(rest)),
    ["switchovers", .. var rest] => await SwitchoverBench.RunAsync(SwitchoverOptions.Parse(rest)),
    ["parts", .. var rest] => BenchmarkSwitcher.FromAssembly(typeof(BenchOptions).Assembly).Run(rest) is null ? 1 : 0,
    _ => BenchOptions.Explain(),
};
