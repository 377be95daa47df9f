using CliWrap;
using CliWrap.Buffered;
using Primacy.Tests.Tidy;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Primacy.Tests.Deploying;

/// <summary>The real helm, on the chart of this repository.</summary>
static class Helm
{
    /// <summary>The directory with helm and kubectl, which ./test fetches.</summary>
    static readonly string? Directory = Environment.GetEnvironmentVariable("PRIMACY_HELM") is { Length: > 0 } given
        ? given
        : null;

    public static string Chart { get; } = Path.Combine(Repository.Root, "deploy", "helm", "primacy");

    /// <summary>Skips a test where it is not there.</summary>
    public static void Need() => Assert.SkipWhen(Directory is null, "no helm: PRIMACY_HELM names none (see eng/helm)");

    public static Task<BufferedCommandResult> RunAsync(params string[] arguments) =>
        RunAsync("helm", new Dictionary<string, string?>(), "", arguments);

    public static async Task<BufferedCommandResult> RunAsync(
        string program,
        IReadOnlyDictionary<string, string?> environment,
        string input,
        params string[] arguments
    ) =>
        await CliWrap
            .Cli.Wrap(Path.Combine(Directory!, program))
            .WithArguments(arguments)
            .WithEnvironmentVariables(environment)
            .WithStandardInputPipe(PipeSource.FromString(input))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(TestContext.Current.CancellationToken);

    /// <summary>The objects that the chart makes of values, which are YAML.</summary>
    public static async Task<IReadOnlyList<YamlMappingNode>> TemplateAsync(string values, params string[] arguments)
    {
        var result = await RunAsync(
            "helm",
            new Dictionary<string, string?>(),
            values,
            ["template", "primacy", Chart, "--namespace", "watching", "--values", "-", .. arguments]
        );
        Assert.True(result.IsSuccess, result.StandardError);
        var stream = new YamlStream();
        stream.Load(new StringReader(result.StandardOutput));
        return [.. stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>()];
    }

    /// <summary>The one object of a kind.</summary>
    public static YamlMappingNode Only(this IReadOnlyList<YamlMappingNode> objects, string kind) =>
        Assert.Single(objects, one => one["kind"].ToString() == kind);

    /// <summary>What lies at a path such as <c>spec/template/spec</c>.</summary>
    public static YamlNode At(this YamlNode node, string path) =>
        path.Split('/').Aggregate(node, (at, key) => int.TryParse(key, out var index) ? at[index] : at[key]);
}
