namespace Primacy.Notifications.Words;

/// <summary>Why something is no template.</summary>
/// <param name="Text">The reason, as the end of a sentence that begins with it.</param>
/// <param name="Unknown">The name that is not known; null when it is something else.</param>
internal sealed record TemplateFault(string Text, string? Unknown = null);
