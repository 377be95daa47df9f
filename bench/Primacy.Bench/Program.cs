using System.Globalization;
using BenchmarkDotNet.Running;
using Primacy.Bench;
using Primacy.Bench.KubernetesStory;
using Primacy.Bench.ScrapeCost;
using Primacy.Bench.SplitBrain;
using Primacy.Bench.Switchovers;
using Primacy.Bench.WallCost;

return args switch
{
    ["split-brain", .. var rest] => await SplitBrainBench.RunAsync(BenchOptions.Parse(rest)),
    ["scrape", .. var rest] => await ScrapeBench.RunAsync(ScrapeOptions.Parse(rest)),
    ["switchovers", .. var rest] => await SwitchoverBench.RunAsync(SwitchoverOptions.Parse(rest)),
    ["kubernetes-story", .. var rest] => await StoryBench.RunAsync(rest),
    ["wall", .. var rest] => await WallBench.RunAsync(WallOptions.Parse(rest)),
    ["wall-onlookers", var address, var count] => await WallOnlookers.RunAsync(
        address,
        int.Parse(count, CultureInfo.InvariantCulture)
    ),
    ["parts", .. var rest] => BenchmarkSwitcher.FromAssembly(typeof(BenchOptions).Assembly).Run(rest) is null ? 1 : 0,
    _ => BenchOptions.Explain(),
};
