namespace Primacy.Cli;

/// <summary>
/// A line for each step, at once and in order; the framework's Progress would queue them on other threads.
/// </summary>
internal sealed class LineProgress(TextWriter writer) : IProgress<string>
{
    public void Report(string value) => writer.WriteLine($"{value} …");
}
