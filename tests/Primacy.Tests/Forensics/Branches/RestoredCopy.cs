using System.Globalization;
using CliWrap.Buffered;
using Npgsql;
using Primacy.Forensics.Branches;
using Primacy.Lab;
using Primacy.Lab.Servers;
using Primacy.Tests.Lab;
using Xunit;

namespace Primacy.Tests.Forensics.Branches;

/// <summary>A copy of a server from before the fork, which replays what was kept: see docs/branches.md.</summary>
internal sealed class RestoredCopy : IAsyncDisposable
{
    const string Programs = "/usr/lib/postgresql/15/bin";

    const string Port = "5499";

    readonly ServerAccount _account = ServerAccount.Choose();
    readonly LabCluster _lab;
    readonly string _data;
    readonly string _branch;

    RestoredCopy(LabCluster lab)
    {
        _lab = lab;
        (_data, _branch) = (Path.Combine(lab.Directory, "copy"), Path.Combine(lab.Directory, "branch"));
    }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Takes a base backup, which is to be older than the fork.</summary>
    public static async Task<RestoredCopy> TakeAsync(LabCluster lab, int number)
    {
        var copy = new RestoredCopy(lab);
        var instance = lab.Instances[number - 1];
        copy._account.CreateDirectory(copy._data);
        await copy.RunAsync(
            "pg_basebackup",
            string.Create(
                CultureInfo.InvariantCulture,
                $"--dbname=host={instance.Host} port={instance.RealPort} user=replicator"
            ),
            $"--pgdata={copy._data}",
            "--checkpoint=fast"
        );
        return copy;
    }

    /// <summary>Has it replay a kept branch, and waits until it is a primary of its own.</summary>
    public async Task ReplayAsync(string kept, string timeline)
    {
        _account.CreateDirectory(_branch);
        foreach (var file in Directory.GetFiles(kept, "0000*"))
        {
            var name = Path.GetFileName(file).Replace(SegmentFiles.PartialSuffix, "", StringComparison.Ordinal);
            File.Copy(file, Path.Combine(_branch, name));
            _account.Own(Path.Combine(_branch, name));
        }
        _account.WriteFile(
            Path.Combine(_data, "postgresql.auto.conf"),
            $"""
            restore_command = 'cp {_branch}/%f "%p"'
            recovery_target_timeline = '{timeline}'
            recovery_target_action = 'promote'
            archive_mode = off
            primary_conninfo = ''
            port = {Port}
            listen_addresses = ''
            unix_socket_directories = '{_branch}'

            """
        );
        _account.WriteFile(Path.Combine(_data, "recovery.signal"), "");
        await RunAsync("pg_ctl", "start", $"--pgdata={_data}", "--wait", $"--log={_data}/log");
        await LabWait.UntilAsync(async () => await AskAsync("SELECT (NOT pg_is_in_recovery())::text") == "true");
    }

    public async Task<string?> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(
            $"Host={_branch};Port={Port};Username=postgres;Database=postgres;Pooling=false"
        );
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync(Cancellation);
    }

    /// <summary>The lab takes the directories with it.</summary>
    public async ValueTask DisposeAsync() =>
        await _account
            .Command(
                Path.Combine(Programs, "pg_ctl"),
                ["stop", $"--pgdata={_data}", "--mode=immediate"],
                _lab.Directory
            )
            .ExecuteBufferedAsync(CancellationToken.None);

    async Task RunAsync(string program, params string[] arguments)
    {
        var result = await _account
            .Command(Path.Combine(Programs, program), arguments, _lab.Directory)
            .WithEnvironmentVariables(
                new Dictionary<string, string?> { ["PGPASSWORD"] = _lab.Password, ["LC_ALL"] = "C" }
            )
            .ExecuteBufferedAsync(Cancellation);
        Assert.True(result.ExitCode == 0, $"{result.StandardOutput}\n{result.StandardError}");
    }
}
