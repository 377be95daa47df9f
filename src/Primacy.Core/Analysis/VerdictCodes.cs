namespace Primacy.Analysis;

/// <summary>How verdict codes are written: as a slug for people and files, as an alert name, with a severity.</summary>
public static class VerdictCodes
{
    public static IReadOnlyList<VerdictCode> All { get; } = Enum.GetValues<VerdictCode>();

    extension(VerdictCode code)
    {
        /// <summary>The code as documents, metrics and JSON write it: "multiple-primaries".</summary>
        public string Slug =>
            code switch
            {
                VerdictCode.Healthy => "healthy",
                VerdictCode.SwitchoverInProgress => "switchover-in-progress",
                VerdictCode.MultiplePrimaries => "multiple-primaries",
                VerdictCode.IsolatedPrimarySuspected => "isolated-primary-suspected",
                VerdictCode.ForeignPrimary => "foreign-primary",
                VerdictCode.NoPrimary => "no-primary",
                VerdictCode.PrimaryUnreachable => "primary-unreachable",
                VerdictCode.ReplicationBroken => "replication-broken",
                VerdictCode.StandbyOnLosingBranch => "standby-on-losing-branch",
                VerdictCode.ManagerDisagrees => "manager-disagrees",
                VerdictCode.Blind => "blind",
                _ => throw new ArgumentOutOfRangeException(nameof(code), code, null),
            };

        /// <summary>The code as Prometheus names alerts: "MultiplePrimaries".</summary>
        public string AlertName => code.ToString();

        public Severity Severity =>
            code switch
            {
                VerdictCode.Healthy => Severity.None,
                VerdictCode.SwitchoverInProgress => Severity.Info,
                VerdictCode.PrimaryUnreachable
                or VerdictCode.ReplicationBroken
                or VerdictCode.ManagerDisagrees
                or VerdictCode.Blind => Severity.Warning,
                _ => Severity.Critical,
            };
    }

    /// <summary>The code of a slug, or null.</summary>
    public static VerdictCode? FromSlug(string slug)
    {
        foreach (var code in All)
        {
            if (code.Slug == slug)
                return code;
        }
        return null;
    }
}
