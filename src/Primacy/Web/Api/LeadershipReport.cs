namespace Primacy.Web.Api;

/// <summary>What this replica is to the others.</summary>
/// <param name="Role">
/// <c>alone</c>, <c>leading</c>, <c>following</c>, or <c>unknown</c> while the lease cannot be read.
/// </param>
/// <param name="Replica">This replica; null when it is alone.</param>
/// <param name="Leader">Who was last seen to hold the lease; null for nobody.</param>
/// <param name="Transitions">How often the lease went from one holder to another.</param>
/// <param name="Fault">Why the lease cannot be used; null while it can.</param>
internal sealed record LeadershipReport(string Role, string? Replica, string? Leader, int Transitions, string? Fault)
{
    public static LeadershipReport Alone { get; } = new("alone", null, null, 0, null);

    /// <summary>One sentence for people; null where there is nothing to say.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Sentence =>
        Role switch
        {
            "alone" => null,
            "leading" => $"{Replica} leads and notifies.",
            "following" => $"{Replica} follows {Leader ?? "nobody yet"}, which notifies.",
            _ => $"{Replica} cannot use the lease, and tells what is critical by itself: {Fault ?? "not read yet"}.",
        };
}
