namespace Primacy.Cli;

/// <summary>Passes the lab's steps on to the teller, in order.</summary>
internal sealed class StoryProgress(StoryTeller teller) : IProgress<string>
{
    public void Report(string value) => teller.Progress(value);
}
