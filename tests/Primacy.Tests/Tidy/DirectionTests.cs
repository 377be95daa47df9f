using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Primacy.Tests.Tidy;

/// <summary>
/// Core uses nothing, adapters use Core and never one another. Where one folder does see another, the edge is here with
/// its reason; a new one is a decision and not an accident.
/// </summary>
public sealed partial class DirectionTests
{
    static readonly string[] CoreParts = ["Topology", "Analysis", "Incidents", "Muting", "Repair", "Explaining", "Wal"];

    /// <summary>From which folder of src/Primacy to which, and why.</summary>
    static readonly (string From, string To, string Why)[] Edges =
    [
        ("Watching", "Probing", "the watcher asks the instances"),
        ("Watching", "Claims", "the watcher asks the managers"),
        ("Watching", "Forensics", "the watcher has WAL read beside its loop"),
        ("Claims", "Probing", "managers that speak SQL are connected to as instances are"),
        ("Forensics", "Probing", "WAL is read from the servers that are probed, reached in the same way"),
        ("Scraping", "Probing", "servers are scraped where they are probed, and connected to in the same way"),
        ("Scraping", "Exposition", "what is scraped is kept as it will be written"),
        ("Exporter", "Scraping", "the page shows what was scraped"),
        ("Configuration", "Scraping", "option types stand beside their consumer"),
        ("Storage", "Watching", "the journal stands beside its consumer, the watcher"),
        ("Storage", "Notifications", "what is to be delivered stands beside its consumer, the notifier"),
        ("Notifications", "Watching", "the watcher says that something was journaled"),
        ("Acting", "Notifications", "what is muted stands beside its consumer, the notifier"),
        ("Storage", "Acting", "what is kept of acts stands beside its consumer"),
        ("Acting", "Watching", "an act that cannot be journaled is not done"),
        ("Storytelling", "Notifications", "who was told is part of an incident's story"),
        ("Storytelling", "Acting", "who did what about it is, too"),
        ("Storage", "Storytelling", "what is read for a story stands beside its consumer"),
        ("Repairing", "Acting", "a repair is an act of somebody, written down as every other"),
        ("Repairing", "Watching", "each step is checked against the newest look"),
        ("Storage", "Repairing", "what is kept of repairs stands beside its consumer"),
        ("Forensics", "Repairing", "what keeps a branch stands beside what uses it"),
        ("Fencing", "Repairing", "the ways to stop a server stand beside what uses them"),
        ("Fencing", "Probing", "what is stopped by SQL is reached as it is probed"),
        ("Fencing", "Kubernetes", "pods are deleted where they were found"),
        ("Web", "Repairing", "the page and the API show plans and take approvals"),
        ("Web", "Storytelling", "the page and the API tell it"),
        ("Web", "Acting", "the page and the API are where people act"),
        ("Web", "Watching", "the page and the API read the watcher's snapshots"),
        ("Exporter", "Exposition", "the page is written in the formats of Prometheus"),
        ("Exporter", "Watching", "metrics are computed from the watcher's snapshots"),
        ("Exporter", "Notifications", "deliveries are counted"),
        ("Web", "Notifications", "the API shows who was told"),
        ("Web", "Exporter", "the listener serves the metrics"),
        ("Configuration", "Watching", "option types stand beside their consumer"),
        ("Configuration", "Probing", "option types stand beside their consumer"),
        ("Configuration", "Claims", "option types stand beside their consumer"),
        ("Configuration", "Exposition", "what may be a label is a rule of the format"),
        ("Configuration", "Notifications", "option types stand beside their consumer"),
        ("Configuration", "Web", "option types stand beside their consumer"),
        ("Storage", "Kubernetes", "who is expected stands beside its consumer"),
        ("Configuration", "Kubernetes", "option types stand beside their consumer"),
        ("Configuration", "Hosting", "option types stand beside their consumer"),
        ("Kubernetes", "Notifications", "whose turn it is to tell stands beside its consumer, the notifier"),
        ("Hosting", "*", "the only place that registers services"),
        ("Cli", "*", "a verb may start whatever it needs"),
    ];

    [Fact]
    public void Core_uses_nothing_but_itself_and_the_plain_parts_of_the_framework() =>
        Repository.AssertNone(
            from file in Repository.In("src/Primacy.Core")
            from used in Namespaces(file)
            where !used.StartsWith("Primacy.", StringComparison.Ordinal) && !IsPlain(used)
            select $"{file} uses {used}"
        );

    [Fact]
    public void Folders_see_one_another_only_where_the_table_says_so() =>
        Repository.AssertNone(
            from file in Repository.In("src/Primacy")
            where file.Path.Split('/').Length > 3
            let folder = file.Path.Split('/')[2]
            from used in References(file)
            where used != folder && !CoreParts.Contains(used) && used != "Lab"
            where !Array.Exists(Edges, edge => edge.From == folder && (edge.To == used || edge.To == "*"))
            select $"{file}: {folder} uses {used}"
        );

    [Fact]
    public void Only_the_verbs_of_the_lab_see_the_lab() =>
        Repository.AssertNone(
            from file in Repository.In("src/Primacy")
            where References(file).Contains("Lab")
            where !LabVerb().IsMatch(file.Path)
            select $"{file} uses Primacy.Lab"
        );

    [Fact]
    public void The_lab_sees_nothing_of_the_service() =>
        Repository.AssertNone(
            from file in Repository.In("src/Primacy.Lab")
            from to in References(file)
            where to is not ("Lab" or "Topology" or "Analysis" or "Incidents")
            select $"{file} uses Primacy.{to}"
        );

    [Fact]
    public void Only_hosting_registers_services() =>
        Repository.AssertNone(
            from file in Repository.In("src/Primacy")
            where !file.Path.StartsWith("src/Primacy/Hosting/", StringComparison.Ordinal)
            from line in file.Lines.Index()
            where Registration().IsMatch(line.Item)
            select $"{file}:{line.Index + 1}: {line.Item.Trim()}"
        );

    [Fact]
    public void No_edge_of_the_table_is_left_over()
    {
        var folders = Directory
            .EnumerateDirectories(Path.Combine(Repository.Root, "src", "Primacy"))
            .Select(Path.GetFileName)
            .ToHashSet();
        Repository.AssertNone(Edges.Where(edge => !folders.Contains(edge.From)).Select(edge => $"{edge.From} is gone"));
    }

    /// <summary>The folders of Primacy that a file names in its usings or in qualified names.</summary>
    static IEnumerable<string> References(SourceFile file) =>
        file.All<QualifiedNameSyntax>()
            .Select(name => name.ToString())
            .Where(name => name.StartsWith("Primacy.", StringComparison.Ordinal))
            .Select(name => name.Split('.')[1])
            .Where(folder =>
                Directory.Exists(Path.Combine(Repository.Root, "src", "Primacy", folder)) || folder == "Lab"
            )
            .Distinct();

    static IEnumerable<string> Namespaces(SourceFile file) =>
        file.Root.Usings.Select(used => used.Name?.ToString() ?? "");

    static bool IsPlain(string used) =>
        used
            is "System"
                or "System.Buffers"
                or "System.Buffers.Binary"
                or "System.Collections"
                or "System.Collections.Immutable"
                or "System.Diagnostics"
                or "System.Globalization"
                or "System.Numerics"
                or "System.Runtime.CompilerServices"
                or "System.Text"
                or "System.Text.RegularExpressions";

    [GeneratedRegex("^src/Primacy/Cli/(Lab|SplitBrain)[^/]*$")]
    private static partial Regex LabVerb();

    [GeneratedRegex(@"\bservices\.Add|\.AddHostedService|\.AddSingleton")]
    private static partial Regex Registration();
}
