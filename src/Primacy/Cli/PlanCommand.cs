using System.CommandLine;
using System.Text.Json;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary><c>primacy plan</c>: what would end a split, and to have it done.</summary>
internal static class PlanCommand
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    static readonly Argument<string> Cluster = new("CLUSTER") { Description = "The cluster's name." };

    static readonly Option<string?> Keep = new("--keep")
    {
        Description =
            "Keep this primary, where the evidence does not decide: what the others wrote is lost by your word.",
        HelpName = "NAME",
    };

    static readonly Option<string?> Execute = new("--execute")
    {
        Description = "Approve the plan with this hash, and follow its steps until the end.",
        HelpName = "HASH",
    };

    static readonly Option<string?> Reason = new("--reason", "-m")
    {
        Description = "Why, for the audit log; needed with --execute.",
        HelpName = "TEXT",
    };

    static readonly HelpSection Examples = new(
        "Examples",
        """
        primacy plan orders
            What would be done about the two primaries of orders, what would be lost, and its hash; or why nothing would.
        primacy plan orders --keep db2
            The same where the evidence leaves open which to keep, and you decide.
        primacy plan orders --execute 3f2a9c1e77d0b452 --reason 'db1 came back after the failover, INC-1234'
            Have exactly that plan carried out. If anything has changed since, it is refused, and says what.
        """
    );

    static readonly HelpSection Exits = new(
        "Exit codes",
        """
        0  there is a plan, or what was approved is done and verified
        1  the service was not reached, refused, or the call was wrong
        2  there is no plan: nothing to mend, or something is in the way
        3  what was approved was stopped, interrupted, or could not be verified or followed
        """
    );

    public static Command Create(Services services)
    {
        var verb = new Verb("plan", "Show what would end a split, and have it done.", Examples, Exits)
        {
            Cluster,
            Keep,
            Execute,
            Reason,
            ServiceAccess.Options,
            SharedOptions.Output,
        };
        verb.Validators.Add(result =>
        {
            if (result.GetValue(Execute) is not null && string.IsNullOrWhiteSpace(result.GetValue(Reason)))
                result.AddError("say why, with --reason TEXT: it is kept in the audit log");
            if (result.GetValue(Execute) is null && result.GetValue(Reason) is not null)
                result.AddError("--reason goes with --execute HASH");
        });
        verb.SetAction(
            (arguments, cancellation) =>
                arguments.GetValue(Execute) is { } hash
                    ? ExecuteAsync(arguments, hash, services.Time, cancellation)
                    : ShowAsync(arguments, cancellation)
        );
        return verb;
    }

    static string PathOf(ParseResult arguments) =>
        $"/api/v1/clusters/{Uri.EscapeDataString(arguments.GetRequiredValue(Cluster))}/plan";

    static async Task<int> ShowAsync(ParseResult arguments, CancellationToken cancellation)
    {
        var keep = arguments.GetValue(Keep);
        var request = ServiceRequest.Get(
            PathOf(arguments) + (keep is null ? "" : $"?keep={Uri.EscapeDataString(keep)}")
        );
        var shape = ApiJson.Compact.PlanReport;
        if (await ServiceClient.AskAsync(arguments, request, shape, cancellation) is not { } report)
            return ExitCodes.Failed;
        var output = arguments.InvocationConfiguration.Output;
        if (SharedOptions.IsJson(arguments))
            output.WriteLine(JsonSerializer.Serialize(report, ApiJson.Readable.PlanReport));
        else
            PlanText.Write(new Screen(output), report, keep);
        return report.Plan is null ? ExitCodes.NoPlan : ExitCodes.Good;
    }

    static async Task<int> ExecuteAsync(
        ParseResult arguments,
        string hash,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var order = new PlanOrder
        {
            Hash = hash,
            Reason = arguments.GetRequiredValue(Reason)!,
            Keep = arguments.GetValue(Keep),
        };
        var request = ServiceRequest.Send(HttpMethod.Post, PathOf(arguments), order, ApiJson.Compact.PlanOrder);
        var shape = ApiJson.Compact.RunReport;
        if (await ServiceClient.AskAsync(arguments, request, shape, cancellation) is not { } begun)
            return ExitCodes.Failed;
        var output = arguments.InvocationConfiguration.Output;
        var isJson = SharedOptions.IsJson(arguments);
        var progress = new RunProgress(new Screen(isJson ? TextWriter.Null : output));
        if (await FollowedAsync(arguments, begun, progress, time, cancellation) is not { } ended)
        {
            // It was approved and begun: that nobody can be asked any more undoes nothing of it.
            var cluster = Screen.Plain(begun.Cluster);
            arguments.InvocationConfiguration.Error.WriteLine(
                $"primacy: the repair {begun.Id} was begun, and what has become of it is not known here: see "
                    + $"'primacy plan {cluster}'"
            );
            return ExitCodes.NotMended;
        }
        if (isJson)
            output.WriteLine(JsonSerializer.Serialize(ended, ApiJson.Readable.RunReport));
        return ended.State == "verified" ? ExitCodes.Good : ExitCodes.NotMended;
    }

    /// <summary>The run as it ended; null when that is not known, also where following it was broken off.</summary>
    static async Task<RunReport?> FollowedAsync(
        ParseResult arguments,
        RunReport run,
        RunProgress progress,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        try
        {
            return await FollowAsync(arguments, run, progress, time, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The run as it ended; null when nobody can be asked any more, or another one has begun.</summary>
    static async Task<RunReport?> FollowAsync(
        ParseResult arguments,
        RunReport run,
        RunProgress progress,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        progress.Show(run);
        var cluster = Uri.EscapeDataString(arguments.GetRequiredValue(Cluster));
        var (request, shape) = (ServiceRequest.Get($"/api/v1/clusters/{cluster}/repair"), ApiJson.Compact.RunReport);
        while (run.State == "running")
        {
            await Task.Delay(Pause, time, cancellation);
            if (await ServiceClient.AskAsync(arguments, request, shape, cancellation) is not { } newest)
                return null;
            if (newest.Id != run.Id)
            {
                arguments.InvocationConfiguration.Error.WriteLine("primacy: another repair has begun meanwhile");
                return null;
            }
            run = newest;
            progress.Show(run);
        }
        return run;
    }
}
