using System.Globalization;
using Primacy.Lab.Kubernetes.Node;

namespace Primacy.Lab.Kubernetes.Repmgr;

/// <summary>The files of one pod, all in its volume.</summary>
internal sealed class RepmgrFiles(RepmgrSettings settings, PodPlace place, RepmgrPrograms programs)
{
    public string Data => At("data");

    public string Configuration => At("repmgr.conf");

    public string ServerLog => At("postgresql.log");

    public string DaemonLog => At("repmgrd.log");

    /// <summary>Holds the superuser's password while the data are made.</summary>
    public string FirstPassword => At("password");

    public bool HasData => File.Exists(Path.Combine(Data, "PG_VERSION"));

    /// <summary>Whether this one was a primary when it last ran.</summary>
    public bool WasPrimary
    {
        get => File.Exists(PrimaryMark);
        set
        {
            if (value)
                programs.Account.WriteFile(PrimaryMark, "");
            else
                File.Delete(PrimaryMark);
        }
    }

    /// <summary>What every program of the pod finds in its environment.</summary>
    public IReadOnlyDictionary<string, string?> Environment =>
        new Dictionary<string, string?> { ["PGPASSFILE"] = Passwords };

    string PrimaryMark => At("primary-role.lock");

    string Passwords => At("pgpass");

    /// <summary>Everything but the data.</summary>
    public void Write()
    {
        if (!Directory.Exists(place.Volume))
            programs.Account.CreateDirectory(place.Volume);
        programs.Account.WriteFile(Configuration, RepmgrConfiguration());
        programs.Account.WriteFile(
            Passwords,
            $"*:*:*:{RepmgrSettings.Superuser}:{settings.SuperuserPassword}\n*:*:*:{settings.User}:{settings.Password}\n"
        );
    }

    /// <summary>
    /// What belongs to one pod alone is given on the command line, as these files are cloned along with the data.
    /// </summary>
    public void WriteServerConfiguration()
    {
        programs.Account.WriteFile(Path.Combine(Data, "postgresql.conf"), ServerSettings);
        programs.Account.WriteFile(
            Path.Combine(Data, "pg_hba.conf"),
            """
            host all all 127.0.0.0/8 scram-sha-256
            host replication all 127.0.0.0/8 scram-sha-256

            """
        );
    }

    /// <summary>As the chart has them where it matters, and small and quick elsewhere.</summary>
    const string ServerSettings = """
        unix_socket_directories = ''
        shared_preload_libraries = 'repmgr'
        password_encryption = 'scram-sha-256'
        shared_buffers = 16MB
        dynamic_shared_memory_type = mmap
        huge_pages = off
        jit = off
        fsync = off
        hot_standby = on
        wal_level = replica
        wal_log_hints = on
        wal_keep_size = 256MB
        max_wal_senders = 10
        wal_retrieve_retry_interval = 500ms
        log_timezone = 'UTC'
        timezone = 'UTC'

        """;

    /// <summary>See https://www.repmgr.org/docs/current/configuration-file.html.</summary>
    string RepmgrConfiguration() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            node_id = {settings.NodeId}
            node_name = '{settings.NodeName}'
            conninfo = 'host={place.Address} port={settings.Port} user={settings.User} dbname={settings.Database}
            """
        )
        + string.Create(
            CultureInfo.InvariantCulture,
            $"""
             connect_timeout={settings.ConnectTimeout.TotalSeconds}'
            data_directory = '{Data}'
            pg_bindir = '{programs.Postgres.Directory}'
            failover = automatic
            reconnect_attempts = {settings.ReconnectAttempts}
            reconnect_interval = {settings.ReconnectInterval.TotalSeconds}
            monitor_interval_secs = 1
            promote_command = '{programs.Repmgr} standby promote -f {Configuration}'
            follow_command = '{programs.Repmgr} standby follow -f {Configuration} --upstream-node-id=%n'
            event_notifications = 'standby_promote'
            event_notification_command = 'touch {PrimaryMark}'

            """
        );

    string At(string name) => Path.Combine(place.Volume, name);
}
