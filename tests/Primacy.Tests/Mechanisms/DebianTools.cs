using System.Globalization;
using CliWrap;
using CliWrap.Buffered;
using Primacy.Lab;
using Primacy.Lab.Servers;
using Primacy.Tests.Lab;
using Xunit;

namespace Primacy.Tests.Mechanisms;

/// <summary>The client programs of Debian's PostgreSQL, which npm's binaries lack.</summary>
internal static class DebianTools
{
    public const int Major = 15;

    public const string Missing = "needs pg_rewind and pg_basebackup of Debian's postgresql-15";

    const string Programs = "/usr/lib/postgresql/15/bin";

    /// <summary>Small enough that a backup of a lab's server is still under way when it has been looked at.</summary>
    const string SlowestRate = "--max-rate=32k";

    static readonly string[] SettingsFiles =
    [
        "postgresql.conf",
        "postgresql.auto.conf",
        "pg_hba.conf",
        "upstream.conf",
    ];

    public static bool Exist =>
        File.Exists(Path.Combine(Programs, "pg_rewind")) && File.Exists(Path.Combine(Programs, "pg_basebackup"));

    /// <summary>Rewinds an instance that is down to where it and the source parted.</summary>
    public static async Task RewindAsync(LabCluster lab, int number, int source)
    {
        var (target, origin) = (lab.Instances[number - 1], lab.Instances[source - 1]);
        var account = ServerAccount.Choose();
        // Until then the source's control file names the former timeline, and pg_rewind finds nothing to do.
        await lab.ExecuteAsync(source, "CHECKPOINT", Story.Cancellation);
        // A killed postmaster may stay in the process table until its parent looks, and would pass for alive.
        File.Delete(Path.Combine(target.DataDirectory, "postmaster.pid"));
        // It copies all that differs, and settings differ.
        var settings = SettingsFiles
            .Select(name => Path.Combine(target.DataDirectory, name))
            .ToDictionary(path => path, File.ReadAllText);
        var rewind = await account
            .Command(
                Path.Combine(Programs, "pg_rewind"),
                [
                    $"--target-pgdata={target.DataDirectory}",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"--source-server=host={origin.SocketDirectory} port={origin.RealPort} user=postgres"
                    ),
                    "--no-sync",
                ],
                lab.Directory
            )
            .ExecuteBufferedAsync(Story.Cancellation);
        Assert.True(rewind.ExitCode == 0, $"{rewind.StandardOutput}\n{rewind.StandardError}");
        Assert.Contains("rewinding from last common checkpoint", rewind.StandardError, StringComparison.Ordinal);
        foreach (var (path, content) in settings)
            account.WriteFile(path, content);
    }

    /// <summary>Begins a backup, and returns when files are being copied; disposing breaks it off.</summary>
    public static async Task<IAsyncDisposable> BeginBaseBackupAsync(LabCluster lab, int number, string target)
    {
        const string Phase = "SELECT phase FROM pg_stat_progress_basebackup";
        var instance = lab.Instances[number - 1];
        var stop = new CancellationTokenSource();
        var backup = new Command(Path.Combine(Programs, "pg_basebackup"))
            .WithArguments([
                $"--dbname=host={instance.Host} port={instance.RealPort} user=replicator",
                $"--pgdata={target}",
                "--checkpoint=fast",
                SlowestRate,
            ])
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["PGPASSWORD"] = lab.Password })
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(stop.Token);
        await LabWait.UntilAsync(async () =>
        {
            Assert.False(backup.Task.IsCompleted, "the backup ended early");
            return await lab.QueryScalarAsync<string>(number, Phase, Story.Cancellation) is "streaming database files";
        });
        return new BaseBackupUnderWay(backup.Task, stop);
    }
}
