using CliWrap;
using CliWrap.Buffered;
using Primacy.Lab.Servers;

namespace Primacy.Lab.Binaries;

/// <summary>
/// Installs Debian's PostgreSQL, as root, without the database cluster and the service that would come with it.
/// </summary>
internal static class AptPackage
{
    const string PolicyFile = "/usr/sbin/policy-rc.d";
    const string ClusterSettings = "/etc/postgresql-common/createcluster.d/primacy-lab.conf";

    /// <summary>See https://people.debian.org/~hmh/invokerc.d-policyrc.d-specification.txt: 101 forbids.</summary>
    const string Policy = "#!/bin/sh\nexit 101\n";

    /// <summary>Whether a package was installed; otherwise the reason is added to the list.</summary>
    public static async Task<bool> InstallAsync(
        int major,
        List<string> refusals,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        if (!File.Exists("/usr/bin/apt-get"))
        {
            refusals.Add("apt: this is not Debian or one of its children");
            return false;
        }
        if (Native.EffectiveUserId() != 0)
        {
            refusals.Add("apt: installing Debian's PostgreSQL needs root");
            return false;
        }
        progress?.Report($"Installing postgresql-{major} with apt-get");
        using var policy = TemporaryFile.Create(PolicyFile, Policy, isProgram: true);
        using var settings = TemporaryFile.Create(ClusterSettings, "create_main_cluster = false\n", isProgram: false);
        await AptAsync(["update", "-q"], cancellationToken);
        string[] install = ["install", "-q", "-y", "--no-install-recommends", $"postgresql-{major}"];
        if (await AptAsync(install, cancellationToken) is not { } error)
            return true;
        refusals.Add($"apt: {error}");
        return false;
    }

    /// <summary>The last line of the error, or null.</summary>
    static async Task<string?> AptAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await Cli.Wrap("apt-get")
            .WithArguments(arguments)
            .WithEnvironmentVariables(new Dictionary<string, string?> { ["DEBIAN_FRONTEND"] = "noninteractive" })
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellationToken);
        return result.ExitCode == 0
            ? null
            : result
                .StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .LastOrDefault("it gave no reason");
    }
}
