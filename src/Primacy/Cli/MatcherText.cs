using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary>Matchers as amtool and PromQL write them: cluster=orders, severity!=warning, verdict=~"no-.*".</summary>
internal static class MatcherText
{
    static readonly (string Sign, bool IsEqual, bool IsRegex)[] s_signs =
    [
        ("=~", true, true),
        ("!~", false, true),
        ("!=", false, false),
        ("=", true, false),
    ];

    /// <summary>The matcher; null when the text is none.</summary>
    public static MatcherReport? Parse(string text)
    {
        var at = text.AsSpan().IndexOfAny('=', '!');
        if (at <= 0)
            return null;
        foreach (var (sign, isEqual, isRegex) in s_signs)
        {
            if (text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal))
                return new MatcherReport(text[..at].Trim(), Unquoted(text[(at + sign.Length)..]), isRegex, isEqual);
        }
        return null;
    }

    public static string Write(MatcherReport matcher) => matcher.ToMatcher().ToString();

    static string Unquoted(string value) => value is ['"', .. var inner, '"'] ? inner : value;
}
