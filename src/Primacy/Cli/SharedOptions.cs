using System.CommandLine;
using System.CommandLine.Parsing;

namespace Primacy.Cli;

/// <summary>Options and arguments that mean the same wherever they appear.</summary>
internal static class SharedOptions
{
    public static HelpSection Connections { get; } =
        new(
            "Connection strings",
            """
            CONNINFO is what psql takes, 'host=db1,db2 user=primacy' or postgresql://primacy@db1,db2/, with every
            host of one cluster in it. PGUSER, PGPASSWORD, PGPASSFILE, PGSSLMODE and so on, and ~/.pgpass, work as
            they do with psql. Only the database differs: it is postgres unless given, not the user's name.
            """
        );

    public static Argument<string[]> Connection(string description)
    {
        var argument = new Argument<string[]>("CONNINFO")
        {
            Description = description,
            Arity = ArgumentArity.ZeroOrMore,
        };
        argument.Validators.Add(RefuseOptions);
        return argument;
    }

    public static Option<string?> Config { get; } =
        new("--config", "-c") { Description = "Read clusters and settings from this YAML file.", HelpName = "FILE" };

    public static Option<string[]> Name { get; } =
        new("--name", "-n")
        {
            Description =
                "What to call the cluster of a CONNINFO; once for each, in their order. Default: its first host.",
            HelpName = "NAME",
        };

    public static Option<string[]> Patroni { get; } =
        new("--patroni")
        {
            Description = "Ask Patroni too, at this address of its REST API; give every member's. May be repeated.",
            HelpName = "URL",
        };

    public static Option<string?> Timeout { get; } =
        new("--timeout")
        {
            Description = "How long a probe may take, connecting included, 50ms to 1m. Default: 2s.",
            HelpName = "TIME",
        };

    public static Option<string> Output { get; } = OneOf("text for people, json for machines.", "text", "json");

    public static Option<Uri> Url { get; } =
        new("--url", "--server")
        {
            Description = "Where the service answers.",
            HelpName = "URL",
            DefaultValueFactory = _ => new Uri("http://127.0.0.1:9432"),
            CustomParser = result =>
            {
                if (
                    Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url)
                    && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
                )
                {
                    // Everybody on the machine may read the command line of a process.
                    if (url.UserInfo.Contains(':', StringComparison.Ordinal))
                        result.AddError(
                            "a password does not belong into --url: put it into a file for --password-file"
                        );
                    return url;
                }
                result.AddError("--url takes a URL that begins with http:// or https://");
                return null;
            },
        };

    public static bool IsJson(ParseResult arguments) => arguments.GetValue(Output) == "json";

    /// <summary>The forms in which a verb writes, the first of them unless another is asked for.</summary>
    public static Option<string> OneOf(string description, params string[] forms)
    {
        var output = new Option<string>("--output", "-o")
        {
            Description = description,
            HelpName = string.Join('|', forms),
            DefaultValueFactory = _ => forms[0],
        };
        output.Validators.Add(result => Choice.Check("--output", result.Tokens, result, forms));
        output.CompletionSources.Add(forms);
        return output;
    }

    /// <summary>A misspelt option would pass for a connection string, of which there may be any number.</summary>
    static void RefuseOptions(ArgumentResult result)
    {
        var command = ((CommandResult)result.Parent!).Command;
        foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
            result.AddError(CommandLine.Unknown(token.Value, command));
    }
}
