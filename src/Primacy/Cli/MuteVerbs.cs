using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary>
/// What silences and windows of maintenance have in common on the command line: they are listed, and they are ended.
/// </summary>
/// <param name="path">Where the service has them.</param>
/// <param name="examples">How the verbs are used.</param>
internal sealed class MuteVerbs<T>(string path, HelpSection examples)
    where T : class
{
    static readonly Option<bool> All = new("--all") { Description = "Show those that have ended, too." };

    static readonly Option<string?> Why = new("--comment", "-m")
    {
        Description = "Why, for the audit log.",
        HelpName = "TEXT",
    };

    public required Func<ApiJson, JsonTypeInfo<T>> One { get; init; }

    public required Func<ApiJson, JsonTypeInfo<IReadOnlyList<T>>> Several { get; init; }

    /// <summary>What a table of them has.</summary>
    public required IReadOnlyList<(string Column, Func<T, string> Value)> Columns { get; init; }

    public Verb List(string description, string otherwise)
    {
        var verb = new Verb("list", description, examples) { All, ServiceAccess.Options, SharedOptions.Output };
        verb.SetAction(
            (arguments, cancellation) =>
                ServiceClient.ShowAsync(
                    arguments,
                    arguments.GetValue(All) ? $"{path}?all=true" : path,
                    Several,
                    (screen, all) => Write(screen, all, otherwise),
                    cancellation
                )
        );
        return verb;
    }

    public Verb End(string name, string description, string which)
    {
        var ids = new Argument<string[]>("ID") { Description = which, Arity = ArgumentArity.OneOrMore };
        var verb = new Verb(name, description, examples) { ids, Why, ServiceAccess.Options, SharedOptions.Output };
        verb.SetAction(
            async (arguments, cancellation) =>
            {
                var worst = ExitCodes.Good;
                foreach (var id in arguments.GetRequiredValue(ids))
                    worst = Math.Max(worst, await EndAsync(arguments, id, cancellation));
                return worst;
            }
        );
        return verb;
    }

    Task<int> EndAsync(ParseResult arguments, string id, CancellationToken cancellation) =>
        ServiceClient.ShowAsync(
            arguments,
            ServiceRequest.Delete($"{path}/{Uri.EscapeDataString(id)}", arguments.GetValue(Why)),
            One,
            (screen, _) => screen.Line($"{id} has ended"),
            cancellation
        );

    void Write(Screen screen, IReadOnlyList<T> all, string otherwise)
    {
        if (all.Count == 0)
            screen.Line(otherwise);
        else
            screen.Table(
                [.. Columns.Select(column => column.Column)],
                all.Select(one => Columns.Select(column => column.Value(one)).ToArray())
            );
    }
}
