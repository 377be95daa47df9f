using System.CommandLine;
using System.Text.Json;
using Primacy.Configuration;
using Primacy.Kubernetes;

namespace Primacy.Cli;

/// <summary><c>primacy discover</c>: what is found in Kubernetes, and why a pod is not taken.</summary>
internal static class DiscoverCommand
{
    static readonly Option<string?> Kubeconfig = new("--kubeconfig")
    {
        Description = "A kubeconfig file. Default: what kubectl takes.",
        HelpName = "FILE",
    };

    static readonly Option<string?> Context = new("--context")
    {
        Description = "A context of the kubeconfig. Default: its current one.",
        HelpName = "NAME",
    };

    static readonly Option<string[]> Namespace = new("--namespace")
    {
        Description = "Look only there. May be repeated.",
        HelpName = "NAME",
    };

    static readonly Option<string?> Patience = new("--timeout")
    {
        Description = "How long to wait for the API server, 1s to 5m. Default: 30s.",
        HelpName = "TIME",
    };

    static readonly TimeSpan PatienceDefault = TimeSpan.FromSeconds(30);

    static readonly HelpSection Examples = new(
        "Examples",
        """
        primacy discover
            What a service with 'kubernetes: true' would watch.
        primacy discover --config primacy.yaml --output json
            What that one watches, for a program.
        """
    );

    public static Command Create(Services services)
    {
        var verb = new Verb("discover", "Show the clusters that are found in Kubernetes.", Examples)
        {
            SharedOptions.Config,
            Kubeconfig,
            Context,
            Namespace,
            Patience,
            SharedOptions.Output,
        };
        verb.SetAction((arguments, cancellation) => RunAsync(arguments, services, cancellation));
        return verb;
    }

    static async Task<int> RunAsync(ParseResult arguments, Services services, CancellationToken cancellation)
    {
        var error = arguments.InvocationConfiguration.Error;
        var problems = new Problems();
        var options = Options(arguments, services, problems);
        var patience = Durations.Read(
            "--timeout",
            arguments.GetValue(Patience) is { } text ? new Setting(text, new Location("--timeout")) : null,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromMinutes(5),
            problems
        );
        foreach (var wrong in problems.Errors)
            error.WriteLine($"primacy: {wrong}");
        if (problems.Any)
            return ExitCodes.Failed;
        return await ShowAsync(arguments, options!, patience ?? PatienceDefault, services.Time, cancellation);
    }

    static async Task<int> ShowAsync(
        ParseResult arguments,
        KubernetesOptions options,
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        try
        {
            using var connection = KubernetesConnection.Open(options);
            if (await OneDiscovery.TakeAsync(options, connection, patience, time, cancellation) is not { } found)
            {
                error.WriteLine(
                    $"primacy: {connection.Server} has not shown all that was asked for within "
                        + $"{patience.TotalSeconds:0} s: can it be reached from here?"
                );
                return ExitCodes.Failed;
            }
            var report = DiscoveryReport.Of(found);
            if (SharedOptions.IsJson(arguments))
                output.WriteLine(JsonSerializer.Serialize(report, DiscoveryJson.Default.DiscoveryReport));
            else
                Write(new Screen(output), report);
            return ExitCodes.Good;
        }
        catch (KubernetesAccessException fault)
        {
            error.WriteLine($"primacy: {fault.Message}");
            return ExitCodes.Failed;
        }
    }

    static KubernetesOptions? Options(ParseResult arguments, Services services, Problems problems)
    {
        var given = new KubernetesOptions();
        if (arguments.GetValue(SharedOptions.Config) is { } file)
        {
            var loaded = new ConfigurationSource(new CommandLineSettings { ConfigFile = file }, services.Around).Load();
            if (loaded is not LoadedConfiguration.Valid { Options.Kubernetes: { } configured })
            {
                foreach (var wrong in (loaded as LoadedConfiguration.Invalid)?.Errors ?? [])
                    problems.Add(new Location(wrong.Source, wrong.Line, wrong.Column), wrong.Message);
                if (!problems.Any)
                    problems.Add(new Location(file), "this file has no 'kubernetes', so that nothing is looked for");
                return null;
            }
            given = configured;
        }
        return given with
        {
            Kubeconfig = arguments.GetValue(Kubeconfig) ?? given.Kubeconfig,
            Context = arguments.GetValue(Context) ?? given.Context,
            Namespaces = arguments.GetValue(Namespace) is { Length: > 0 } named ? [.. named] : given.Namespaces,
        };
    }

    static void Write(Screen screen, DiscoveryReport report)
    {
        if (report.Clusters.Count == 0)
            screen.Line("No clusters.");
        else
            screen.Table(
                ["PRESET", "NAMESPACE", "CLUSTER", "INSTANCE", "ADDRESS", "BELIEVED"],
                report.Clusters.SelectMany(cluster => cluster.Instances.Select(instance => Row(cluster, instance)))
            );
        if (report.Passed.Count == 0)
            return;
        screen.Line();
        screen.Table(
            ["PRESET", "NAMESPACE", "NOT TAKEN", "BECAUSE IT"],
            report.Passed.Select(pod => (string[])[pod.Preset, pod.Namespace, pod.Name, pod.Why])
        );
    }

    static string[] Row(DiscoveryReport.Cluster cluster, DiscoveryReport.Instance instance) =>
        [
            cluster.Preset,
            cluster.Namespace,
            cluster.Name,
            instance.Name,
            instance.Address is null ? "none yet" : $"{instance.Address}:{instance.Port}",
            instance.Believed.Count == 0 ? "-" : string.Join(", ", instance.Believed),
        ];
}
