using Primacy.Analysis;

namespace Primacy.Incidents;

/// <summary>The split that people are told of while other verdicts stand beside it.</summary>
static class ToldSplit
{
    public static DateTimeOffset Noon { get; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static Verdict TwoPrimaries { get; } =
        new()
        {
            Code = VerdictCode.MultiplePrimaries,
            Summary = "a and b both accept writes",
            Primaries = [new("a"), new("b")],
            Subjects = [new("a"), new("b")],
        };
}
