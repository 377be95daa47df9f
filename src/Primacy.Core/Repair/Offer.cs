namespace Primacy.Repair;

/// <summary>What a means says when it is asked whether it could be used on a server. Asking changes nothing.</summary>
public abstract record Offer
{
    Offer() { }

    /// <summary>It is not made for such a server, so that there is nothing to say of it.</summary>
    public static Offer None { get; } = new NotMeant();

    /// <summary>It can be used.</summary>
    /// <param name="Does">What it will do and what that costs, in sentences: "Deletes the pod db-0."</param>
    /// <param name="Holds">
    /// What must still be so right before the act, beside the target itself: "The pod's UID is 0af3…". Part of what a
    /// person approves, and so stable as long as nothing changes.
    /// </param>
    public sealed record Possible(string Does, string Holds) : Offer;

    /// <summary>It cannot be used.</summary>
    /// <param name="Why">Why not, as a sentence.</param>
    /// <param name="Remedy">What would make it possible, as a sentence.</param>
    public sealed record Impossible(string Why, string Remedy) : Offer;

    sealed record NotMeant : Offer;
}
