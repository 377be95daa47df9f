namespace Primacy.Muting;

/// <summary>What whoever mutes something must say: until when, and why.</summary>
static class MuteTexts
{
    const int LengthMax = 1000;

    public static IEnumerable<string> Objections(string name, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            yield return $"'{name}' is empty: say why, for whoever reads it at night.";
        else if (reason.Length > LengthMax)
            yield return $"'{name}' has {reason.Length} characters; it may have {LengthMax}.";
    }

    public static IEnumerable<string> Objections(DateTimeOffset from, DateTimeOffset until, DateTimeOffset now)
    {
        if (until <= from)
            yield return "It ends before it begins.";
        else if (until <= now)
            yield return "It has ended already.";
    }
}
