using System.CommandLine;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary><c>primacy silence</c>: what is not to be told for a time.</summary>
internal static class SilenceCommand
{
    const string Path = "/api/v1/silences";

    static readonly Argument<string[]> Matchers = NewMatchers();

    static readonly Option<string> Comment = new("--comment", "-m")
    {
        Description = "Why. Whoever reads it at night did not hear you say it.",
        HelpName = "TEXT",
        Required = true,
    };

    static readonly HelpSection Examples = new(
        "Examples",
        """
        primacy silence add cluster=orders --for 2h --comment 'the switch is replaced'
            Tell nobody of orders for two hours. What still fires then is told then.
        primacy silence add 'cluster=~"test-.*"' severity=warning --until 18:00 -m 'load test'
            What is grave is told all the same.
        primacy silence list
            What is silenced, and by whom.
        primacy silence expire 0f8fad5b-d9cb-469f-a165-70867728950e -m 'it is done'
            End one now.
        """
    );

    static readonly HelpSection Labels = new(
        "Labels",
        """
        cluster, verdict (no-primary), alertname (NoPrimary), severity (critical or warning), and those of the cluster.
        A matcher is NAME=VALUE, NAME!=VALUE, NAME=~EXPRESSION or NAME!~EXPRESSION; all of a silence's must fit.
        """
    );

    static readonly MuteVerbs<SilenceReport> Verbs = new(Path, Examples)
    {
        One = json => json.SilenceReport,
        Several = json => json.IReadOnlyListSilenceReport,
        Columns =
        [
            ("ID", silence => silence.Id),
            ("STATE", silence => silence.State),
            ("MATCHERS", silence => string.Join(' ', silence.Matchers.Select(MatcherText.Write))),
            ("STARTS (UTC)", silence => IncidentsCommand.Time(silence.StartsAt)),
            ("ENDS (UTC)", silence => IncidentsCommand.Time(silence.EndsAt)),
            ("BY", silence => silence.CreatedBy),
            ("COMMENT", silence => silence.Comment),
        ],
    };

    public static Command Create(Services services) =>
        new Verb("silence", "Keep incidents from being told for a time; they are seen as ever.", Examples, Labels)
        {
            Add(services),
            Verbs.List("Show what is silenced.", "Nothing is silenced."),
            Verbs.End("expire", "End silences now.", "The silences to end."),
        };

    static Verb Add(Services services)
    {
        var times = new MuteTimes(services.Time);
        var verb = new Verb("add", "Silence what matches.", Examples, Labels)
        {
            Matchers,
            times.For,
            times.Until,
            times.From,
            Comment,
            ServiceAccess.Options,
            SharedOptions.Output,
        };
        verb.Validators.Add(times.CheckEnd);
        verb.SetAction(
            (arguments, cancellation) =>
                ServiceClient.ShowAsync(
                    arguments,
                    ServiceRequest.Send(
                        HttpMethod.Post,
                        Path,
                        new SilenceOrder
                        {
                            Matchers =
                            [
                                .. arguments.GetRequiredValue(Matchers).Select(text => MatcherText.Parse(text)!),
                            ],
                            StartsAt = times.Beginning(arguments),
                            EndsAt = times.End(arguments),
                            Comment = arguments.GetRequiredValue(Comment),
                        },
                        ApiJson.Compact.SilenceOrder
                    ),
                    json => json.SilenceReport,
                    (screen, silence) => screen.Line($"{silence.Id} until {IncidentsCommand.Time(silence.EndsAt)} UTC"),
                    cancellation
                )
        );
        return verb;
    }

    static Argument<string[]> NewMatchers()
    {
        var matchers = new Argument<string[]>("MATCHER")
        {
            Description = "What is silenced, such as cluster=orders.",
            Arity = ArgumentArity.OneOrMore,
            HelpName = "MATCHER",
        };
        matchers.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => MatcherText.Parse(token.Value) is null))
                result.AddError($"'{token.Value}' is no matcher such as cluster=orders or severity!=warning");
        });
        matchers.CompletionSources.Add("cluster=", "verdict=", "alertname=", "severity=");
        return matchers;
    }
}
