using Primacy.Web.Api;

namespace Primacy.Web;

/// <summary>What this replica is to the others now.</summary>
internal delegate LeadershipReport LeadershipState();
