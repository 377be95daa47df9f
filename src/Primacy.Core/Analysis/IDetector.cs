using Primacy.Topology;

namespace Primacy.Analysis;

/// <summary>
/// Looks for one condition in a view. Pure; one file each; listed by gravity in <see cref="Analyzer"/>.
/// </summary>
public interface IDetector
{
    VerdictCode Code { get; }

    Detection Detect(ClusterView view, AnalysisPolicy policy);
}
