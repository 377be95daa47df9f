using Primacy.Explaining;

namespace Primacy.Storytelling;

/// <summary>Something that one look shows and the one before it did not.</summary>
internal sealed record Seen(string Text, Mark Mark = Mark.Plain)
{
    public MomentKind Kind { get; init; } = MomentKind.Seen;

    public EquatableArray<string> Details { get; init; }
}
