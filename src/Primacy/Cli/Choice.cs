using System.CommandLine.Parsing;

namespace Primacy.Cli;

/// <summary>A value that is one of a few words. The library's own check says so in three lines.</summary>
internal static class Choice
{
    public static void Check(string name, IReadOnlyList<Token> tokens, SymbolResult result, string[] words)
    {
        foreach (var token in tokens.Where(token => !words.Contains(token.Value)))
            result.AddError($"{name} is {string.Join(" or ", words)}, not '{token.Value}'");
    }
}
