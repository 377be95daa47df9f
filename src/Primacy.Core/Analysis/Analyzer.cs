using Primacy.Analysis.Detectors;
using Primacy.Topology;

namespace Primacy.Analysis;

/// <summary>Says what a view means by asking every detector.</summary>
public static class Analyzer
{
    /// <summary>The detectors by gravity: the first that is present is the headline.</summary>
    // Stryker disable once all: what a process keeps in a static would outlive the mutant (eng/mutate).
    public static IReadOnlyList<IDetector> Detectors { get; } =
    [
        new MultiplePrimaries(),
        new ForeignPrimary(),
        new SwitchoverInProgress(),
        new IsolatedPrimarySuspected(),
        new NoPrimary(),
        new StandbyOnLosingBranch(),
        new PrimaryUnreachable(),
        new Blind(),
        new ReplicationBroken(),
        new ManagerDisagrees(),
        new Healthy(),
    ];

    public static Assessment Analyze(ClusterView view, AnalysisPolicy policy)
    {
        var findings = new Finding[Detectors.Count];
        Verdict? headline = null;
        for (var i = 0; i < findings.Length; i++)
        {
            var detector = Detectors[i];
            var detection = detector.Detect(view, policy);
            findings[i] = new Finding(detector.Code, detection);
            headline ??= (detection as Detection.Present)?.Verdict;
        }
        return headline is not null ? new Assessment(headline, [.. findings]) : Unproven(view, [.. findings]);
    }

    /// <summary>
    /// Where no detector finds anything nothing is proven either. That is blindness like any other: it becomes an
    /// incident, so that no hole between detectors stays silent.
    /// </summary>
    static Assessment Unproven(ClusterView view, EquatableArray<Finding> findings)
    {
        var blind = Blind.Unproven(view);
        return new Assessment(
            blind,
            findings
                .Select(f => f.Code is VerdictCode.Blind ? new Finding(f.Code, new Detection.Present(blind)) : f)
                .ToEquatableArray()
        );
    }
}
