namespace Primacy.Notifications;

/// <summary>What came of one attempt.</summary>
internal abstract record DeliveryOutcome
{
    DeliveryOutcome() { }

    public static DeliveryOutcome Accepted { get; } = new Taken();

    /// <summary>The receiver has it.</summary>
    /// <param name="But">
    /// What a person should mend nonetheless, as the end of a sentence that begins with the receiver; null for nothing.
    /// </param>
    public sealed record Taken(string? But = null) : DeliveryOutcome;

    /// <summary>The receiver or the way to it is out of order, which passes.</summary>
    /// <param name="Why">The reason, as the end of a sentence that begins with the receiver.</param>
    /// <param name="Pause">How long the receiver asks to be left alone.</param>
    public sealed record Failed(string Why, TimeSpan? Pause = null) : DeliveryOutcome;

    /// <summary>The receiver does not want it like this: a wrong address or token, which a person must mend.</summary>
    public sealed record Refused(string Why) : DeliveryOutcome;
}
