using Primacy.Notifications;

namespace Primacy.Tests.Notifications.Contract;

/// <summary>How one kind of receiver speaks HTTP.</summary>
/// <param name="Options">Its configuration, told where it is.</param>
/// <param name="Words">"key status" of a request.</param>
sealed record HttpManner(Func<Uri, ReceiverOptions> Options, Func<HttpPosted, string> Words)
{
    public const string Secret = "s3cret-token";

    /// <summary>What it answers when it takes something.</summary>
    public string Accepts { get; init; } = "ok";

    public int Status { get; init; } = 200;

    /// <summary>Whether it can be told from a proxy by what it answers.</summary>
    public bool HasOwnAnswer { get; init; } = true;
}
