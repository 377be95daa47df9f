using Primacy.Topology;

namespace Primacy.Repair;

/// <summary>Which to keep, and who says so.</summary>
sealed record Decision(InstanceId Keep, string Why, bool IsByPerson);
