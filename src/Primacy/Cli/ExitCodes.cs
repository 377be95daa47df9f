using Primacy.Analysis;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary>What the verbs end with. <c>check</c> speaks the language of monitoring plugins.</summary>
internal static class ExitCodes
{
    public const int Good = 0;

    /// <summary>A verb other than check could not do its work, or was not called rightly.</summary>
    public const int Failed = 1;

    public const int CheckWarning = 1;

    public const int CheckCritical = 2;

    /// <summary>Nothing is known of the cluster, or check was not called rightly.</summary>
    public const int CheckUnknown = 3;

    /// <summary>plan: nothing to mend, or something is in the way.</summary>
    public const int NoPlan = 2;

    /// <summary>plan: what was approved was stopped, interrupted, or could not be verified or followed.</summary>
    public const int NotMended = 3;

    /// <summary>Blindness is no state of the cluster, and so neither good nor bad.</summary>
    public static int OfCheck(ClusterReport report) =>
        report switch
        {
            _ when report.Verdict == VerdictCode.Blind.Slug => CheckUnknown,
            { Severity: "critical" } => CheckCritical,
            { Severity: "none" } => Good,
            _ => CheckWarning,
        };

    /// <summary>The worst of several: what is known to be critical goes before what is not known.</summary>
    public static int Worst(IEnumerable<int> codes) => codes.MaxBy(Gravity);

    /// <summary>The word with which a monitoring plugin begins its first line.</summary>
    public static string Word(int code) =>
        code switch
        {
            Good => "OK",
            CheckWarning => "WARNING",
            CheckCritical => "CRITICAL",
            _ => "UNKNOWN",
        };

    static int Gravity(int code) =>
        code switch
        {
            Good => 0,
            CheckWarning => 1,
            CheckUnknown => 2,
            _ => 3,
        };
}
