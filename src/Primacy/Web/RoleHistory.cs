using Primacy.Watching;

namespace Primacy.Web;

/// <summary>What every instance of a cluster was seen as since an instant.</summary>
internal delegate PastRoles RoleHistory(string cluster, DateTimeOffset from);
