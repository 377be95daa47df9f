using Primacy.Muting;

namespace Primacy.Web.Api;

/// <summary>A condition on one label, as Alertmanager's API writes it.</summary>
internal sealed record MatcherReport(string Name, string Value, bool IsRegex = false, bool IsEqual = true)
{
    public static MatcherReport From(Matcher matcher) =>
        new(matcher.Name, matcher.Value, matcher.IsRegex, matcher.IsEqual);

    public Matcher ToMatcher() => new(Name, Value, IsRegex, IsEqual);
}
