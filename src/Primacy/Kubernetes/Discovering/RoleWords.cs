using Primacy.Topology;

namespace Primacy.Kubernetes.Discovering;

/// <summary>The words by which managers call the two roles.</summary>
internal static class RoleWords
{
    /// <summary>The role; null for a word that stands for neither.</summary>
    public static Role? Read(string word) =>
        word switch
        {
            "primary" or "master" or "leader" => Role.Primary,
            // A standby leader is the head of a cluster that follows another one: for PostgreSQL it is a standby.
            "replica" or "standby" or "sync_standby" or "quorum_standby" or "standby_leader" => Role.Standby,
            _ => null,
        };
}
