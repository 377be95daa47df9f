using System.CommandLine;
using System.Globalization;
using Primacy.Configuration;

namespace Primacy.Cli;

/// <summary><c>primacy config check</c>: every error of a file at once.</summary>
internal static class ConfigCommand
{
    static readonly Argument<string> File = new("FILE") { Description = "The YAML file." };

    static readonly HelpSection Examples = new(
        "Examples",
        """
        primacy config check primacy.yaml
            Say every error of a file with line and column; exit 0 when there is none, else 1.
        """
    );

    static readonly HelpSection Smallest = new(
        "A small file",
        """
        notify:
          - webhook: http://alerts:9093/hook
        clusters:
          - name: orders
            connection: host=db1,db2,db3 user=primacy
        """
    );

    static readonly HelpSection Keys = new(
        "All keys",
        """
        listen: 127.0.0.1:9432           where page, API and metrics are; none for nowhere
        webConfigFile: web.yaml          TLS and passwords for that, as Prometheus' exporters have them
        state: /var/lib/primacy          where the journal is kept
        notify: [{webhook: URL}]         who is told
        receivers: [{name: N, slack: URL}]
                                         who else is told: webhook, alertmanager, slack, teams,
                                         pagerDuty, opsgenie, email or command
        routes: [{clusters: or*, severity: critical, receivers: N, repeat: 1h}]
                                         of what; without routes everybody of everything
        externalUrl: URL                 where those who are told find the page
        defaults:                        what every cluster has unless it says otherwise
        clusters:                        a list; each has name and either
          connection: CONNINFO           what psql takes, or
          instances: [db1, db2:5433, {name: third, host: db3, port: 5434}], or
          host: db1,db2                  with, in each case, also in defaults,
          port, user, database, password, passwordFile, passFile, sslmode, sslrootcert, sslcert, sslkey
          interval: 500ms                from one look to the next
          timeout: 2s                    how long a probe may take
          switchoverTolerance: 5s        how long a change of primary may take
          keepFiringFor: 5s              how long a fault must be gone before it is over
          for: {no-primary: 10s}         how long a verdict must hold before it is told;
                                         both take one time for all, or times by verdict
        Relative paths are seen from the file's directory.
        """
    );

    public static Command Create(Services services)
    {
        var check = new Verb("check", "Check a configuration file.", Examples, Smallest, Keys) { File };
        check.SetAction(arguments => Check(arguments, services));
        return new Verb("config", "Work with configuration files.", Examples) { check };
    }

    static int Check(ParseResult arguments, Services services)
    {
        var path = arguments.GetRequiredValue(File);
        var loaded = new ConfigurationSource(new CommandLineSettings { ConfigFile = path }, services.Around).Load();
        if (Complaints.Print(loaded, arguments.InvocationConfiguration.Error) is not { } options)
            return ExitCodes.Failed;
        var instances = options.Clusters.Sum(c => c.Instances.Count);
        arguments.InvocationConfiguration.Output.WriteLine(
            $"{path} is good: {Count(options.Clusters.Count, "cluster")}, {Count(instances, "instance")}"
        );
        return ExitCodes.Good;
    }

    static string Count(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
