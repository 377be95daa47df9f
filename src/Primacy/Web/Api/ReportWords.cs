using System.Diagnostics;
using System.Globalization;
using Primacy.Analysis;
using Primacy.Explaining;
using Primacy.Incidents;
using Primacy.Topology;

namespace Primacy.Web.Api;

/// <summary>
/// How the API spells what Core knows as types. Written out, so that renaming a member of an enumeration cannot change
/// the API unseen.
/// </summary>
internal static class ReportWords
{
    extension(Severity severity)
    {
        public string Word =>
            severity switch
            {
                Severity.None => "none",
                Severity.Info => "info",
                Severity.Warning => "warning",
                Severity.Critical => "critical",
                _ => throw new UnreachableException(),
            };
    }

    extension(Role role)
    {
        public string Word => role is Role.Primary ? "primary" : "standby";
    }

    extension(IncidentPhase phase)
    {
        public string Word =>
            phase switch
            {
                IncidentPhase.Pending => "pending",
                IncidentPhase.Firing => "firing",
                IncidentPhase.Resolved => "resolved",
                _ => throw new UnreachableException(),
            };
    }

    extension(DivergenceState state)
    {
        public string Word =>
            state switch
            {
                DivergenceState.Unknown => "unknown",
                DivergenceState.Overlap => "overlap",
                DivergenceState.Diverged => "diverged",
                _ => throw new UnreachableException(),
            };
    }

    extension(ForkProof proof)
    {
        public string Word =>
            proof switch
            {
                ForkProof.None => "none",
                ForkProof.RecoveryEnd => "recovery-end",
                ForkProof.History => "history",
                ForkProof.Wal => "wal",
                _ => throw new UnreachableException(),
            };
    }

    extension(VoteWeight weight)
    {
        public string Word =>
            weight switch
            {
                VoteWeight.Hint => "hint",
                VoteWeight.Member => "member",
                VoteWeight.Quorum => "quorum",
                _ => throw new UnreachableException(),
            };
    }

    extension(Mark mark)
    {
        public string Word =>
            mark switch
            {
                Mark.Plain => "plain",
                Mark.Good => "good",
                Mark.Doubtful => "doubtful",
                Mark.Grave => "grave",
                _ => throw new UnreachableException(),
            };
    }

    extension(int version)
    {
        /// <summary>
        /// 180004 is 18.4. See https://www.postgresql.org/docs/current/libpq-status.html#LIBPQ-PQSERVERVERSION.
        /// </summary>
        public string AsPostgresVersion =>
            string.Create(CultureInfo.InvariantCulture, $"{version / 10000}.{version % 10000}");
    }

    /// <summary>The name of the primary to keep, if one can be named, and the reason.</summary>
    public static (string? Keep, string? Reason) InWords(this Survivor? survivor) =>
        survivor switch
        {
            Survivor.Keep keep => (keep.Instance.Name, keep.Reason),
            Survivor.Undecidable undecidable => (null, undecidable.Reason),
            null => (null, null),
            _ => throw new UnreachableException(),
        };
}
