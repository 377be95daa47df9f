using CliWrap;
using CliWrap.Buffered;
using Primacy.Forensics.Branches;
using Xunit;

namespace Primacy.Tests.Forensics.Branches;

/// <summary>PostgreSQL's own reader of WAL, where this machine has it.</summary>
internal static class WalDump
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public const int Major = 15;

    public const string Missing = "needs pg_waldump of Debian's postgresql-15";

    const string Program = "/usr/lib/postgresql/15/bin/pg_waldump";

    public static bool Exists => File.Exists(Program);

    /// <summary>The records in words, up to where WAL ends.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(string directory)
    {
        using var readable = new TemporaryDirectory();
        foreach (var file in Directory.GetFiles(directory, "0000*"))
        {
            var name = Path.GetFileName(file).Replace(SegmentFiles.PartialSuffix, "", StringComparison.Ordinal);
            File.Copy(file, readable[name]);
        }
        var segments = Directory.GetFiles(readable.Path).Order().ToArray();
        var result = await new Command(Program)
            .WithArguments([segments[0], Path.GetFileName(segments[^1])])
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(Cancellation);
        Assert.Contains("error in WAL record at", result.StandardError, StringComparison.Ordinal);
        return result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
