using Primacy.Lab.Binaries;
using Primacy.Lab.Servers;

namespace Primacy.Lab.Kubernetes.Repmgr;

/// <summary>PostgreSQL with repmgr beside it, and the account that runs them.</summary>
internal sealed record RepmgrPrograms(PostgresBinaries Postgres, ServerAccount Account)
{
    public string Repmgr => At("repmgr");

    public string Daemon => At("repmgrd");

    public string At(string program) => Path.Combine(Postgres.Directory, program);

    /// <summary>The newest PostgreSQL on this machine that has repmgr.</summary>
    public static async Task<RepmgrPrograms> FindAsync(CancellationToken cancellation)
    {
        var account = ServerAccount.Choose();
        foreach (var installed in await PostgresSearch.InstalledAsync(account, cancellation))
        {
            var programs = new RepmgrPrograms(installed, account);
            if (File.Exists(programs.Repmgr) && File.Exists(programs.Daemon))
                return programs;
        }
        throw new LabException(
            "A lab on Kubernetes runs repmgr, which no PostgreSQL on this machine has beside it. "
                + "Install it, for example on Debian 12: apt-get install postgresql-15-repmgr"
        );
    }
}
