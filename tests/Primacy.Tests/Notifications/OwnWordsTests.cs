using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Notifications.Words;
using Primacy.Tests.Storage;
using Primacy.Tests.Tidy;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Notifications;

/// <summary>Users' own texts for messages.</summary>
public sealed class OwnWordsTests
{
    internal static OwnWords Example { get; } =
        new(
            Parsed("<!here> {status}: {cluster} has {verdict}"),
            Parsed(
                """
                {summary}

                Keep: {keep}, because {reason}
                {written}
                It lasted {lasted}, until {resolved}.
                Runbook: <https://wiki.example/split|split brain>, page: {link} {{not a place}}
                """
            )
        );

    static NotifierContext Context =>
        new("on-call", new Uri("https://primacy.example/"), TimeProvider.System) { Words = Example };

    [Fact]
    public void They_are_filled_in_and_a_line_of_which_nothing_is_known_is_left_out()
    {
        var (firing, over) = (Split(), Over(Split()));

        Golden.Verify(
            "own-words",
            $"{Words(Stories.Fired(firing))}\n{Words(Stories.Ended(over))}\n{Words(Stories.Fired(NoPrimary()))}"
        );
    }

    [Fact]
    public void Everything_that_may_be_named_has_a_value_for_a_split_that_is_over_and_is_in_the_documentation()
    {
        var notice = Notice.Of(Deliveries.Of(Stories.Ended(Over(Split()))), new Uri("https://primacy.example/"));
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "receivers.md"));

        Assert.All(Placeholders.All, one => Assert.NotEqual("", one.Of(notice)));
        Assert.Distinct(Placeholders.All.Select(one => one.Name));
        Repository.AssertNone(
            Placeholders
                .All.Where(one => !page.Contains($"`{{{one.Name}}}`", StringComparison.Ordinal))
                .Select(one => one.Name)
        );
    }

    [Theory]
    [InlineData("{clustr}", "has {clustr}, which is not known")]
    [InlineData("{ cluster }", "has { cluster }, which is not known")]
    [InlineData("{}", "has {}, which is not known")]
    [InlineData("a { b", "has a '{' without its '}'")]
    [InlineData("a } b", "has a '}' without its '{'")]
    [InlineData("{cluster", "has a '{' without its '}'")]
    [InlineData("{clu\nster}", "has a '{' without its '}'")]
    public void What_is_no_template_says_why(string source, string fault)
    {
        Assert.False(Template.TryParse(source, out _, out var found));
        Assert.StartsWith(fault, found.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("{{{cluster}}}", "{C}")]
    [InlineData("{{cluster}}", "{cluster}")]
    [InlineData("{cluster}{cluster}", "CC")]
    [InlineData("a\n\nb", "a\n\nb")]
    [InlineData("a {keep}\r\nb", "b")]
    [InlineData("a {keep}{cluster}", "a C")]
    public void Places_are_filled_and_doubled_braces_are_braces(string source, string filled)
    {
        Assert.True(Template.TryParse(source, out var template, out _));
        Assert.Equal(filled, template.Fill(name => name == "cluster" ? "C" : ""));
    }

    [Fact]
    public void What_a_server_calls_itself_fills_one_line_and_formats_nothing()
    {
        const string Hostile = "<!channel>\u202e\nKeep: db9\u001b[2J{link}";
        var split = Split();
        var named = split with
        {
            Verdict = split.Verdict with { Summary = Hostile, Survivor = new Survivor.Keep(new(Hostile), Hostile) },
        };

        var notice = Notice.Of(
            Deliveries.Of(Stories.Fired(named)),
            Context,
            value => value.Replace("<", "&lt;", StringComparison.Ordinal)
        );

        Assert.DoesNotContain("<!channel", notice.OwnText, StringComparison.Ordinal);
        Assert.DoesNotContain("\nKeep: db9", notice.OwnText, StringComparison.Ordinal);
        Assert.DoesNotContain(notice.OwnText!, c => c is '\u202e' or '\u001b');
        Assert.StartsWith("<!here> FIRING: orders", notice.Title, StringComparison.Ordinal);
        Assert.Contains("{link}", notice.OwnText, StringComparison.Ordinal);
    }

    static string Words(IncidentEvent happened)
    {
        var notice = Notice.Of(Deliveries.Of(happened), Context);
        return $"{notice.Title}\n\n{notice.Text}";
    }

    static Template Parsed(string source) =>
        Template.TryParse(source, out var template, out var fault) ? template : throw new FormatException(fault.Text);

    static Incident Split() => Proofs.Split().Incidents.Single(i => i.Code is VerdictCode.MultiplePrimaries);

    static Incident Over(Incident split) =>
        split with
        {
            Phase = IncidentPhase.Resolved,
            ResolvedAt = split.Since.AddMinutes(7),
        };

    static Incident NoPrimary() =>
        Split() with
        {
            Verdict = new Verdict { Code = VerdictCode.NoPrimary, Summary = "Nobody accepts writes." },
        };
}
