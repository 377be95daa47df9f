using System.Globalization;
using Primacy.Probing;
using Primacy.Scraping.Wire;

namespace Primacy.Scraping;

/// <summary>Why a question has no answer.</summary>
/// <param name="Words">The same for people.</param>
internal sealed record QueryFailure(string Words)
{
    /// <summary>Whether its time was up.</summary>
    public bool IsTimeout { get; init; }

    /// <summary>Whether the server may still be at it, as it notices late that we hung up.</summary>
    public bool IsLeftRunning { get; init; }

    /// <summary>Whether its answer is longer than anybody wants.</summary>
    public bool IsTooLong { get; init; }

    /// <summary>The scrape was over before its turn came, for which it is not to blame.</summary>
    public static QueryFailure ScrapeOver { get; } = new("the scrape was over before it was done");

    /// <summary>Of what was thrown, or said by the server.</summary>
    public static QueryFailure Of(Exception cause, TimeSpan limit) =>
        new(ProbeFailureClassifier.Classify(cause, Silence(limit)).Detail)
        {
            IsTimeout = ProbeFailureClassifier.IsTimeout(cause),
            IsTooLong = cause is AnswerTooLongException,
        };

    /// <summary>We gave it up.</summary>
    public static QueryFailure Late(TimeSpan limit) => new(Silence(limit)) { IsTimeout = true, IsLeftRunning = true };

    static string Silence(TimeSpan limit) =>
        string.Create(CultureInfo.InvariantCulture, $"no answer within {limit.TotalSeconds:0.###} s");
}
