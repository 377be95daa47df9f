using Xunit;

namespace Primacy.Tests.Storage;

public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_is_said_in_one_sentence_and_the_journal_goes_on_when_there_is_space_again()
    {
        // A disk of its own that is full soon: a small tmpfs in a mount namespace that ends with the child.
        const string Mounted = "mount -t tmpfs -o size=768k none /mnt && exec \"$0\" \"$@\"";
        using var child = ChildProcess.Start(nameof(FullDisk), "/mnt", "unshare", "-rm", "sh", "-c", Mounted);
        var said = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var complaint = await child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(
            complaint.Contains("unshare", StringComparison.Ordinal)
                || complaint.Contains("mount:", StringComparison.Ordinal),
            $"this machine allows no mount namespaces: {complaint}"
        );

        Assert.Equal("", complaint);
        Assert.Equal(
            """
            The disk that holds the journal /mnt/primacy.db is full. Free some space: Primacy then goes on.
            and goes on

            """,
            said
        );
    }
}
