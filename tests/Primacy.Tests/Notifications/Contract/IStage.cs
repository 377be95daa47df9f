using Primacy.Notifications;

namespace Primacy.Tests.Notifications.Contract;

/// <summary>A receiver that answers as a test wants it to, and what it was told.</summary>
interface IStage : IAsyncDisposable
{
    Behaviour Behaviour { get; set; }

    /// <summary>What may appear nowhere.</summary>
    string Secret { get; }

    /// <summary>"key status" of all that it took, in order; the key is what it de-duplicates by.</summary>
    IReadOnlyList<string> Told { get; }

    /// <summary>How often it was tried.</summary>
    int Attempts { get; }

    /// <summary>The most attempts that were under way at once.</summary>
    int AtOnceMost { get; }

    ReceiverOptions Options(TimeSpan timeout);
}
