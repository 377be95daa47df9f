using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using CliWrap.Buffered;
using Primacy.Lab.Servers;

namespace Primacy.Lab.Binaries;

/// <summary>Finds PostgreSQL's server binaries on this machine.</summary>
internal static partial class PostgresSearch
{
    public const string Variable = "PRIMACY_LAB_POSTGRES";

    static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    /// <summary>Where distributions put several versions side by side: Debian's, then Red Hat's packages.</summary>
    static readonly (string Parent, string Pattern)[] Homes =
    [
        ("/usr/lib/postgresql", "*"),
        ("/usr", "pgsql-*"),
        ("/opt", "postgresql-*"),
    ];

    /// <summary>The directory the person points to, if any; it wins over whatever else there is.</summary>
    public static async Task<PostgresBinaries?> ExplicitAsync(
        ServerAccount account,
        CancellationToken cancellationToken
    )
    {
        var directory = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(directory))
            return null;
        return await InspectAsync(directory, account, cancellationToken)
            ?? throw new LabException(
                $"{Variable} is '{directory}', where {string.Join(", ", Programs)} of PostgreSQL "
                    + $"{PostgresSource.MajorMin} to {PostgresSource.MajorMax} do not run for the user {account.Name}."
            );
    }

    /// <summary>All that run, newest first.</summary>
    public static async Task<IReadOnlyList<PostgresBinaries>> InstalledAsync(
        ServerAccount account,
        CancellationToken cancellationToken
    )
    {
        var found = await Task.WhenAll(
            Candidates().Distinct().Select(directory => InspectAsync(directory, account, cancellationToken))
        );
        return [.. found.OfType<PostgresBinaries>().OrderByDescending(binaries => binaries.Major)];
    }

    /// <summary>
    /// Asks the server itself, under the account that will run it: it may lie where that account does not get.
    /// </summary>
    public static async Task<PostgresBinaries?> InspectAsync(
        string directory,
        ServerAccount account,
        CancellationToken cancellationToken
    )
    {
        if (!Programs.All(program => File.Exists(Path.Combine(directory, program))))
            return null;
        try
        {
            var result = await account
                .Command(Path.Combine(directory, "postgres"), ["--version"], "/")
                .ExecuteBufferedAsync(cancellationToken);
            var version = VersionPattern().Match(result.StandardOutput);
            if (result.ExitCode != 0 || !version.Success)
                return null;
            var major = int.Parse(version.Groups["major"].ValueSpan, CultureInfo.InvariantCulture);
            return PostgresSource.IsSupported(major) ? new PostgresBinaries(major, version.Value, directory) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    static IEnumerable<string> Candidates()
    {
        foreach (var (parent, pattern) in Homes.Where(home => Directory.Exists(home.Parent)))
        {
            foreach (var home in Directory.EnumerateDirectories(parent, pattern))
                yield return Path.Combine(home, "bin");
        }
        foreach (var directory in BinaryCache.BinDirectories())
            yield return directory;
        // A link on the PATH leads to where its program's libraries and templates are.
        foreach (var directory in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
        {
            var server = new FileInfo(Path.Combine(directory, "postgres"));
            if (server.Exists)
                yield return Path.GetDirectoryName(server.ResolveLinkTarget(returnFinalTarget: true)?.FullName)
                    ?? directory;
        }
    }

    [GeneratedRegex(@"(?<major>\d+)\.\d+")]
    private static partial Regex VersionPattern();
}
