using Primacy.Watching;

namespace Primacy.Web;

/// <summary>What was known of a cluster at an instant.</summary>
internal delegate PastLook LookHistory(string cluster, DateTimeOffset at);
