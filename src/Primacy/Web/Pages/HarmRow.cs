using Primacy.Analysis;
using Primacy.Notifications.Words;

namespace Primacy.Web.Pages;

/// <summary>One side of a split as the incident last knew it.</summary>
internal sealed record HarmRow(string Name, string? Verdict, string Timeline, string Lsn, string Fork, string Harm)
{
    const int NameMax = 200;

    public string Tone =>
        Verdict switch
        {
            "keep" => "none",
            "should go" => "critical",
            _ => "",
        };

    public static IReadOnlyList<HarmRow> Of(Verdict verdict) =>
        [
            .. (verdict.Split?.Sides ?? []).Select(side => new HarmRow(
                PlainText.Line(side.Instance.Name, NameMax),
                verdict.Survivor switch
                {
                    Survivor.Keep keep when keep.Instance == side.Instance => "keep",
                    Survivor.Keep => "should go",
                    _ => null,
                },
                side.Timeline?.ToString() ?? "not known",
                $"{side.Lsn}",
                side.Fork is { } fork ? $"{fork}{(side.IsExact ? "" : " or before")}" : "not known",
                side.Harm
            )),
        ];
}
