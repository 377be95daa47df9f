using Primacy.Configuration;
using Primacy.Configuration.Libpq;
using Primacy.Configuration.Yaml;
using Primacy.Tests.Tidy;
using Xunit;

namespace Primacy.Tests.Configuration;

/// <summary>docs/configuration.md names all that can be configured, and its examples work.</summary>
public sealed class ConfigurationPageTests
{
    const string KnownAre = "Known are: ";

    /// <summary>A key that nobody knows in every mapping there is: the complaint lists those that are known.</summary>
    const string Unknown = """
        zz: 1
        defaults: { zz: 1, for: { zz: 1 } }
        notify: [{ zz: 1 }]
        kubernetes: { zz: 1 }
        leadership: { zz: 1 }
        exporter: { zz: 1, authModules: { a: { zz: 1, userpass: { zz: 1 } } } }
        web: { zz: 1, tokens: [{ zz: 1 }], proxy: { zz: 1 } }
        maintenance: [{ zz: 1 }]
        clusters:
          - { zz: 1, instances: [{ zz: 1 }], managers: { zz: 1, patroni: { zz: 1 }, repmgr: { zz: 1 } } }
        """;

    static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "configuration.md"));

    const string UnknownToTheWeb = """
        zz: 1
        tls_server_config: { zz: 1 }
        http_server_config: { zz: 1, headers: { zz: 1 } }
        rate_limit: { zz: 1 }
        """;

    /// <summary>What is read only to be refused is named among what cannot be done.</summary>
    static readonly string[] Refused = ["curve_preferences", "prefer_server_cipher_suites"];

    [Fact]
    public void Every_key_of_a_web_configuration_file_is_named()
    {
        var problems = new Problems();
        new WebFileReader("web.yaml", "/", problems).Read(new StringReader(UnknownToTheWeb));

        var keys = Known(problems.Errors, mappings: 5);
        AssertNamed(keys.Except(Refused));
        Assert.All(Refused, key => Assert.Contains($"`{key}", Page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_key_of_the_file_is_named() => AssertNamed(Known(Complaints(Unknown), mappings: 18));

    static IEnumerable<string> Known(IReadOnlyList<ConfigurationError> complaints, int mappings)
    {
        var lists = complaints
            .Select(error => error.Message)
            .Where(message => message.Contains(KnownAre, StringComparison.Ordinal))
            .Select(message => message[(message.IndexOf(KnownAre, StringComparison.Ordinal) + KnownAre.Length)..])
            .ToArray();

        Assert.Equal(mappings, lists.Length);
        return lists.SelectMany(list => list.TrimEnd('.').Split(", "));
    }

    [Fact]
    public void Every_keyword_of_a_connection_string_and_its_variable_are_named()
    {
        AssertNamed(Keywords.All.Select(keyword => keyword.Name));
        AssertNamed(Keywords.All.Select(keyword => keyword.Variable).OfType<string>());
    }

    [Fact]
    public void The_examples_are_valid()
    {
        var examples = Page.Split("```yaml\n").Skip(1).Select(rest => rest.Split("```")[0]).ToArray();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Empty(Complaints(example)));
    }

    static IReadOnlyList<ConfigurationError> Complaints(string yaml)
    {
        var problems = new Problems();
        new WatchFileReader("primacy.yaml", Around.Nothing, problems).Read(new StringReader(yaml));
        return problems.Errors;
    }

    static void AssertNamed(IEnumerable<string> words) =>
        Repository.AssertNone(words.Distinct().Where(word => !Page.Contains($"`{word}`", StringComparison.Ordinal)));
}
