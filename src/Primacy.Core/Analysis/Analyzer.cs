using Primacy.Analysis.Detectors;
using Primacy.Topology;

namespace Primacy.Analysis;

/// <summary>Says what a view means by asking every detector.</summary>
public static class Analyzer
{
    /// <summary>The detectors by gravity: the first that is present is the headline.</summary>
    public static IReadOnlyList<IDetector> Detectors { get; } =
    [
        new MultiplePrimaries(),
        new ForeignPrimary(),
        new SwitchoverInProgress(),
        new IsolatedPrimarySuspected(),
        new NoPrimary(),
        new PrimaryUnreachable(),
        new Blind(),
        new ReplicationBroken(),
        new Healthy(),
    ];

    public static Assessment Analyze(ClusterView view, AnalysisPolicy policy)
    {
        var findings = Detectors
            .Select(detector => new Finding(detector.Code, detector.Detect(view, policy)))
            .ToEquatableArray();
        var headline = findings.Select(f => f.Detection).OfType<Detection.Present>().FirstOrDefault()?.Verdict;
        return new Assessment(headline ?? Blind.Unproven(view), findings);
    }
}
