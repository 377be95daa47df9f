namespace Primacy.Notifications.Words;

/// <summary>A user's own words for a receiver, in the place of ours; null for ours.</summary>
internal sealed record OwnWords(Template? Title, Template? Text)
{
    const int TitleMax = 300;

    /// <summary>What every receiver takes, also where each character becomes six.</summary>
    const int TextMax = 4000;

    public static OwnWords None { get; } = new(null, null);

    /// <summary>The title for a notice; null for ours.</summary>
    /// <param name="notice">What is told.</param>
    /// <param name="escape">Makes a value harmless where the receiver takes signs for more than signs.</param>
    public string? TitleOf(Notice notice, Func<string, string> escape) =>
        Title is null ? null : PlainText.Line(Fill(Title, notice, escape), TitleMax);

    /// <summary>The text for a notice; null for ours.</summary>
    public string? TextOf(Notice notice, Func<string, string> escape) =>
        Text is null ? null : PlainText.Cut(Fill(Text, notice, escape), TextMax);

    static string Fill(Template template, Notice notice, Func<string, string> escape) =>
        template.Fill(name => escape(Placeholders.Find(name)!.Of(notice)));
}
