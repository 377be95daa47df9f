namespace Primacy.Web.Pages;

/// <summary>What a manager says of one server beside what that server is.</summary>
/// <param name="Server">The manager's name for it.</param>
/// <param name="Claimed">What the manager says.</param>
/// <param name="Real">What it was seen to be.</param>
/// <param name="Tone">agrees, contradicts or unknown.</param>
internal sealed record ClaimRow(string Server, string Claimed, string Real, string Tone)
{
    public string Judgement =>
        Tone switch
        {
            "agrees" => "✓ agrees",
            "contradicts" => "✖ contradicts",
            _ => "? cannot be told",
        };
}
