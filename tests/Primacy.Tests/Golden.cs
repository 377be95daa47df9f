using System.Runtime.CompilerServices;
using Xunit;

namespace Primacy.Tests;

/// <summary>
/// Compares what people see with what was accepted: Golden/NAME.txt. A difference is left beside it as NAME.received;
/// PRIMACY_ACCEPT=1 accepts it, and the diff is the review.
/// </summary>
static class Golden
{
    static readonly bool Accepts = Environment.GetEnvironmentVariable("PRIMACY_ACCEPT") == "1";

    public static void Verify(string name, string actual)
    {
        var accepted = Path.Combine(Directory(), $"{name}.txt");
        var received = Path.Combine(Directory(), $"{name}.received");
        var text = actual.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (Accepts)
            File.WriteAllText(accepted, text);
        if (
            File.Exists(accepted)
            && File.ReadAllText(accepted).ReplaceLineEndings("\n") is var expected
            && expected == text
        )
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, text);
        Assert.Fail(
            $"""
            {(File.Exists(accepted) ? "This differs from" : "There is no")} {accepted}.
            Compare it with {received}; PRIMACY_ACCEPT=1 accepts it.

            {text}
            """
        );
    }

    /// <summary>A place among the sources of the tests.</summary>
    public static string Beside(string folder, string name) => Path.Combine(Root(), folder, name);

    static string Directory() => Path.Combine(Root(), "Golden");

    static string Root([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
