namespace Primacy.Notifications;

/// <summary>A kind of receiver: the key under which it is configured, and who reads what stands there.</summary>
/// <param name="Key">The key, "slack".</param>
/// <param name="Read">Reads its options; null, and a complaint, when they cannot be made.</param>
/// <param name="Short">The key that is meant where a text stands for all of them; null where there is none.</param>
internal sealed record ReceiverKind(string Key, Func<IReceiverKeys, ReceiverOptions?> Read, string? Short = null)
{
    /// <summary>Whether programs read it, which expect one shape: nobody puts it into words of his own.</summary>
    public bool IsForPrograms { get; init; }

    /// <summary>Why a message stands for one incident only; null where it may stand for several.</summary>
    public string? WhyOneByOne { get; init; }
}
