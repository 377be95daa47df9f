using Primacy.Watching;

namespace Primacy.Repairing;

/// <summary>All through which a run acts and sees.</summary>
internal sealed record ExecutionMeans(
    SnapshotFeed Feed,
    MeansFinder Found,
    RepairRules Rules,
    RepairTimes Times,
    KeepRun Keep
);
