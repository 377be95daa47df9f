using System.CommandLine;
using Primacy.Configuration;

namespace Primacy.Cli;

/// <summary><c>primacy watch</c>: the service.</summary>
internal static class WatchCommand
{
    static readonly Argument<string[]> Connections = SharedOptions.Connection(
        "The servers of a cluster, as a libpq connection string. Several watch several clusters."
    );

    static readonly Option<string?> State = new("--state")
    {
        Description =
            "Where the journal is kept. Default: $STATE_DIRECTORY, else /var/lib/primacy for root, else "
            + "~/.local/state/primacy.",
        HelpName = "DIR",
    };

    static readonly Option<string[]> Webhook = new("--webhook")
    {
        Description = "Post alerts to this URL in Alertmanager's webhook format. May be repeated.",
        HelpName = "URL",
    };

    static readonly Option<string?> Listen = new("--listen")
    {
        Description = "Serve page, API and metrics here. Default: 127.0.0.1:9432.",
        HelpName = "ADDR:PORT|none",
    };

    static readonly Option<string?> WebConfigFile = new("--web-config-file", "--web.config.file")
    {
        Description = "Protect that with TLS and passwords, as this file in the form of Prometheus' exporters says.",
        HelpName = "FILE",
    };

    static readonly Option<string?> Interval = new("--interval")
    {
        Description = "From one look at a cluster to the next, 50ms to 1h. Default: 500ms.",
        HelpName = "TIME",
    };

    static readonly HelpSection Examples = new(
        "Examples",
        """
        primacy watch 'host=db1,db2,db3 user=primacy'
            Watch one cluster; the page is at http://127.0.0.1:9432.
        primacy watch --name orders 'host=db1,db2' --name stock postgresql://primacy@s1,s2/
            Watch two, and call them orders and stock.
        primacy watch 'host=db1,db2' --webhook http://alerts:9093/hook --listen :9432
            Tell a webhook, and let other machines see page and metrics.
        primacy watch --config /etc/primacy.yaml
            Watch what a file names; send SIGHUP to read it again.
        """
    );

    static readonly HelpSection Rights = new(
        "Rights",
        """
        The role needs to log in and to be in pg_monitor:
        CREATE ROLE primacy LOGIN PASSWORD '...' IN ROLE pg_monitor;
        """
    );

    static readonly HelpSection Inherited = new(
        "Environment of postgres_exporter",
        """
        Where neither CONNINFO nor --config is given, the servers are those of DATA_SOURCE_NAME or DATA_SOURCE_URI,
        and they are scraped as PG_EXPORTER_... say. One line says which variables were read.
        """
    );

    public static Command Create(Services services)
    {
        var verb = new Verb(
            "watch",
            "Watch clusters and tell when one has more, or less, than one primary.",
            Examples,
            Rights,
            SharedOptions.Connections,
            Inherited
        )
        {
            Connections,
            SharedOptions.Config,
            SharedOptions.Name,
            State,
            Webhook,
            Listen,
            WebConfigFile,
            SharedOptions.Patroni,
            Interval,
            SharedOptions.Timeout,
        };
        verb.SetAction(
            (arguments, cancellation) =>
                services.Watch(new ConfigurationSource(Settings(arguments), services.Around), cancellation)
        );
        return verb;
    }

    static CommandLineSettings Settings(ParseResult arguments) =>
        new()
        {
            Connections = arguments.GetValue(Connections) ?? [],
            Names = arguments.GetValue(SharedOptions.Name) ?? [],
            ConfigFile = arguments.GetValue(SharedOptions.Config),
            State = arguments.GetValue(State),
            Webhooks = arguments.GetValue(Webhook) ?? [],
            Listen = arguments.GetValue(Listen),
            WebConfigFile = arguments.GetValue(WebConfigFile),
            Patroni = arguments.GetValue(SharedOptions.Patroni) ?? [],
            Interval = arguments.GetValue(Interval),
            Timeout = arguments.GetValue(SharedOptions.Timeout),
        };
}
