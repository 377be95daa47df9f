namespace Primacy.Cli;

/// <summary>A part of a verb's help that comes after its options: examples, exit codes, the environment.</summary>
/// <param name="Title">The heading, without colon.</param>
/// <param name="Text">The lines, not indented.</param>
internal sealed record HelpSection(string Title, string Text);
