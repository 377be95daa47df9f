using Primacy.Explaining;

namespace Primacy.Storytelling;

/// <summary>One thing in an incident's story.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Text">What happened, in a sentence that is fit to be read by people whoever chose its words.</param>
internal sealed record Moment(DateTimeOffset At, MomentKind Kind, string Text)
{
    /// <summary>How it bears on the cluster.</summary>
    public Mark Mark { get; init; }

    /// <summary>What else belongs to it, a sentence each.</summary>
    public EquatableArray<string> Details { get; init; }
}
