using System.CommandLine;

namespace Primacy.Cli;

/// <summary>A verb of the command line that explains itself with more than its options.</summary>
/// <param name="name">The verb.</param>
/// <param name="description">What it does, in one sentence.</param>
/// <param name="sections">What its help says after the options; examples come first.</param>
internal sealed class Verb(string name, string description, params HelpSection[] sections) : Command(name, description)
{
    public IReadOnlyList<HelpSection> Sections { get; } = sections;

    /// <summary>Options that several verbs have together.</summary>
    public void Add(IReadOnlyList<Option> options)
    {
        foreach (var option in options)
            Add(option);
    }
}
