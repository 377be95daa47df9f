using System.IO.Enumeration;

namespace Primacy.Notifications;

/// <summary>A pattern in which '*' stands for any text and '?' for any character; case counts.</summary>
internal sealed record Glob(string Pattern)
{
    public bool Fits(string text) => FileSystemName.MatchesSimpleExpression(Pattern, text, ignoreCase: false);
}
