using System.Globalization;

namespace Primacy.Lab.Servers;

/// <summary>The configuration files of a lab's server, written anew whenever its data directory is.</summary>
internal static class ServerConfiguration
{
    public const string ReplicationRole = "replicator";

    const string UpstreamFile = "upstream.conf";

    /// <summary>
    /// Over the socket, which only the lab's owner reaches, trust; over TCP, passwords as in the wild.
    /// </summary>
    const string Access = """
        local all all trust
        host all all samenet scram-sha-256
        host replication all samenet scram-sha-256

        """;

    /// <summary>Everything but the upstream, which is nobody.</summary>
    public static void Write(LabInstance instance, ServerAccount account)
    {
        account.WriteFile(Path.Combine(instance.DataDirectory, "postgresql.conf"), Settings(instance));
        account.WriteFile(Path.Combine(instance.DataDirectory, "postgresql.auto.conf"), "");
        account.WriteFile(Path.Combine(instance.DataDirectory, "pg_hba.conf"), Access);
        account.WriteFile(Path.Combine(instance.DataDirectory, UpstreamFile), "");
    }

    /// <summary>Whom it follows when it is a standby; one that runs takes it in with its next reload.</summary>
    public static void PointTo(LabInstance standby, string host, int port, string password, ServerAccount account) =>
        account.WriteFile(
            Path.Combine(standby.DataDirectory, UpstreamFile),
            string.Create(
                CultureInfo.InvariantCulture,
                $"primary_conninfo = 'host={host} port={port} user={ReplicationRole} password={password} "
            ) + "sslmode=disable gssencmode=disable'\n"
        );

    /// <summary>See https://www.postgresql.org/docs/current/runtime-config-replication.html.</summary>
    public static void MakeStandby(LabInstance instance, ServerAccount account) =>
        account.WriteFile(Path.Combine(instance.DataDirectory, "standby.signal"), "");

    /// <summary>
    /// Small and quick to start, and quick to notice: a lab's data is worth nothing, its owner's time is. Dynamic
    /// shared memory lies in the data directory, so that a killed server leaves none behind.
    /// </summary>
    static string Settings(LabInstance instance) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            listen_addresses = '{instance.Host}'
            port = {instance.RealPort}
            unix_socket_directories = '{instance.SocketDirectory}'
            cluster_name = '{instance.Name}'
            password_encryption = 'scram-sha-256'
            shared_buffers = 16MB
            dynamic_shared_memory_type = mmap
            huge_pages = off
            jit = off
            fsync = off
            wal_level = replica
            max_wal_senders = 10
            wal_keep_size = 512MB
            wal_sender_timeout = 10s
            hot_standby = on
            wal_receiver_timeout = 10s
            wal_receiver_status_interval = 1s
            wal_retrieve_retry_interval = 100ms
            include = '{UpstreamFile}'
            log_line_prefix = '%m [%p] '
            log_timezone = 'UTC'
            timezone = 'UTC'
            lc_messages = 'C'

            """
        );
}
