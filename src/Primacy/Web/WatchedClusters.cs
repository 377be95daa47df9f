using Primacy.Watching;

namespace Primacy.Web;

/// <summary>The clusters that are to be watched now, looked at already or not.</summary>
internal delegate IReadOnlyList<ClusterOptions> WatchedClusters();
