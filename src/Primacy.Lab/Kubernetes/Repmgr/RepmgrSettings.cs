using System.Globalization;
using System.Text.RegularExpressions;

namespace Primacy.Lab.Kubernetes.Repmgr;

/// <summary>
/// What the image is told by environment variables. See
/// https://github.com/bitnami/containers/tree/main/bitnami/postgresql-repmgr#configuration.
/// </summary>
internal sealed partial record RepmgrSettings
{
    public const string Superuser = "postgres";

    /// <summary>Other than this the image begins to count its nodes.</summary>
    const int FirstId = 1000;

    /// <summary>The name of the pod.</summary>
    public required string NodeName { get; init; }

    /// <summary>The name by which the other pods reach this one.</summary>
    public required string NetworkName { get; init; }

    /// <summary>The pod that begins as the primary.</summary>
    public required string PrimaryHost { get; init; }

    /// <summary>The names of all pods, this one's included.</summary>
    public required IReadOnlyList<string> Partners { get; init; }

    public required int Port { get; init; }

    public required string SuperuserPassword { get; init; }

    public required string User { get; init; }

    public required string Password { get; init; }

    public required string Database { get; init; }

    public required TimeSpan ConnectTimeout { get; init; }

    public required int ReconnectAttempts { get; init; }

    public required TimeSpan ReconnectInterval { get; init; }

    public int NodeId => FirstId + int.Parse(Ordinal().Match(NodeName).ValueSpan, CultureInfo.InvariantCulture);

    public bool BeginsAsPrimary => PrimaryHost == NetworkName;

    public static RepmgrSettings From(IReadOnlyDictionary<string, string> environment)
    {
        return new RepmgrSettings
        {
            NodeName = Needed("REPMGR_NODE_NAME"),
            NetworkName = Needed("REPMGR_NODE_NETWORK_NAME"),
            PrimaryHost = Needed("REPMGR_PRIMARY_HOST"),
            Partners = Needed("REPMGR_PARTNER_NODES").Split(',', StringSplitOptions.RemoveEmptyEntries),
            Port = Number("REPMGR_PORT_NUMBER", 5432),
            SuperuserPassword = Needed("POSTGRES_PASSWORD"),
            User = environment.GetValueOrDefault("REPMGR_USERNAME", "repmgr"),
            Password = Needed("REPMGR_PASSWORD"),
            Database = environment.GetValueOrDefault("REPMGR_DATABASE", "repmgr"),
            ConnectTimeout = TimeSpan.FromSeconds(Number("REPMGR_CONNECT_TIMEOUT", 5)),
            ReconnectAttempts = Number("REPMGR_RECONNECT_ATTEMPTS", 3),
            ReconnectInterval = TimeSpan.FromSeconds(Number("REPMGR_RECONNECT_INTERVAL", 5)),
        };

        string Needed(string name) =>
            environment.TryGetValue(name, out var value) && value is not ""
                ? value
                : throw new LabException($"The container lacks the variable {name}.");

        int Number(string name, int usual) =>
            !environment.TryGetValue(name, out var value) ? usual
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new LabException($"The container's variable {name} is '{value}', which is no number.");
    }

    [GeneratedRegex(@"\d+\z")]
    private static partial Regex Ordinal();
}
