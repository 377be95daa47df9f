using Primacy.Storytelling;
using Primacy.Web.Api;

namespace Primacy.Web.Pages;

/// <summary>A moment of a story on its page.</summary>
internal sealed record MomentLine(Moment Moment, string Href)
{
    public string Tone => Moment.Mark.Word;

    public string Kind => Moment.Kind.Word;

    /// <summary>Nothing is said by colour or sign alone: the sign stands for the word beside it.</summary>
    public string Sign =>
        Moment.Kind switch
        {
            MomentKind.Seen => "◉",
            MomentKind.Harm => "✎",
            MomentKind.Phase => "⚑",
            MomentKind.Act => "☞",
            _ => "✉",
        };

    public string Clock => Times.Clock(Moment.At);

    public string Machine => Times.Machine(Moment.At);

    /// <summary>What the list weighs on the page, about, in characters.</summary>
    public int Weight => 420 + Href.Length + Moment.Text.Length + Moment.Details.Sum(detail => detail.Length + 12);
}
