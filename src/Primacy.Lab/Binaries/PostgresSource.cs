using Primacy.Lab.Servers;

namespace Primacy.Lab.Binaries;

/// <summary>Decides which PostgreSQL a lab runs, and gets it when the machine has none.</summary>
internal static class PostgresSource
{
    public const int MajorMin = 13;
    public const int MajorMax = 18;

    public static bool IsSupported(int major) => major is >= MajorMin and <= MajorMax;

    public static async Task<PostgresBinaries> GetAsync(
        int? major,
        ServerAccount account,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        if (major is { } asked && !IsSupported(asked))
            throw new LabException($"PostgreSQL {asked} is not supported: ask for {MajorMin} to {MajorMax}.");
        if (
            await PostgresSearch.ExplicitAsync(account, cancellationToken) is { } chosen
            && (major ?? chosen.Major) == chosen.Major
        )
            return chosen;
        var installed = await PostgresSearch.InstalledAsync(account, cancellationToken);
        return installed.FirstOrDefault(binaries => (major ?? binaries.Major) == binaries.Major)
            ?? await FetchAsync(major ?? MajorMax, account, progress, cancellationToken);
    }

    static async Task<PostgresBinaries> FetchAsync(
        int major,
        ServerAccount account,
        IProgress<string>? progress,
        CancellationToken cancellationToken
    )
    {
        var refusals = new List<string>();
        if (await NpmPackage.GetAsync(major, refusals, progress, cancellationToken) is { } directory)
        {
            if (await PostgresSearch.InspectAsync(directory, account, cancellationToken) is { } fetched)
                return fetched;
            refusals.Add($"npm: the binaries in '{directory}' do not run here for the user {account.Name}");
        }
        if (await AptPackage.InstallAsync(major, refusals, progress, cancellationToken))
        {
            var installed = await PostgresSearch.InstalledAsync(account, cancellationToken);
            if (installed.FirstOrDefault(binaries => binaries.Major == major) is { } packaged)
                return packaged;
            refusals.Add($"apt: postgresql-{major} is installed, but its server does not run for {account.Name}");
        }
        throw new LabException(
            $"PostgreSQL {major} is not on this machine and cannot be fetched:\n"
                + string.Concat(refusals.Select(refusal => $"  {refusal}\n"))
                + $"Install PostgreSQL {major}, or Node.js for its npm, "
                + $"or set {PostgresSearch.Variable} to a directory with initdb, pg_ctl and postgres."
        );
    }
}
