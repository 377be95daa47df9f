namespace Primacy.Web.Pages;

/// <summary>The tally, as a template takes it.</summary>
internal sealed record TallyWords(Tally Tally);
