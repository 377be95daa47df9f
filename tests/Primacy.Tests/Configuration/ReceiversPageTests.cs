using Primacy.Configuration;
using Primacy.Configuration.Yaml;
using Primacy.Notifications;
using Primacy.Tests.Tidy;
using Xunit;

namespace Primacy.Tests.Configuration;

/// <summary>docs/receivers.md names all keys of all receivers, and its examples work.</summary>
public sealed class ReceiversPageTests
{
    const string KnownAre = "Known are: ";

    static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "receivers.md"));

    public static TheoryData<string> Kinds() => [.. ReceiverKinds.All.Select(kind => kind.Key)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_key_of_a_receiver_is_named_in_its_section_or_for_all(string kind)
    {
        var section = Section(kind);
        var keys = KeysOf(
            $$"""
            receivers: [{ name: r, {{kind}}: { zz: 1 } }]
            """
        );

        Assert.NotEmpty(keys);
        Repository.AssertNone(
            keys.Where(key => key != "timeout" && !section.Contains($"`{key}`", StringComparison.Ordinal))
        );
        Assert.Contains(
            "```yaml",
            Page[Page.IndexOf($"### {kind}", StringComparison.Ordinal)..],
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("receivers: [{ zz: 1 }]")]
    [InlineData("receivers: [{ group: { zz: 1 } }]")]
    [InlineData("routes: [{ zz: 1 }]")]
    public void Every_key_of_a_list_is_named(string yaml) =>
        Repository.AssertNone(KeysOf(yaml).Where(key => !Page.Contains($"`{key}`", StringComparison.Ordinal)));

    [Fact]
    public void The_examples_are_valid()
    {
        var examples = Page.Split("```yaml\n").Skip(1).Select(rest => rest.Split("```")[0]).ToArray();

        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Empty(Problems(example).Errors));
        Assert.All(examples, example => Assert.Empty(Problems(example).Warnings));
    }

    [Fact]
    public void Every_kind_of_receiver_is_in_an_example() =>
        Repository.AssertNone(
            ReceiverKinds
                .All.Select(kind => kind.Key)
                .Where(key => !Page.Contains($"    {key}: ", StringComparison.Ordinal))
        );

    static string[] KeysOf(string yaml) =>
        [
            .. Problems(yaml)
                .Errors.Select(error => error.Message)
                .Where(message => message.Contains("'zz'", StringComparison.Ordinal))
                .Select(message => message[(message.IndexOf(KnownAre, StringComparison.Ordinal) + KnownAre.Length)..])
                .SelectMany(list => list.TrimEnd('.').Split(", ")),
        ];

    static Problems Problems(string yaml)
    {
        var problems = new Problems();
        new WatchFileReader("primacy.yaml", Around.Nothing, problems).Read(new StringReader(yaml));
        return problems;
    }

    static string Section(string kind)
    {
        var start = Page.IndexOf($"### {kind}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"There is no section '{kind}'");
        var rest = Page[(start + 4)..];
        return rest.Split("\n## ")[0].Split("\n### ")[0];
    }
}
