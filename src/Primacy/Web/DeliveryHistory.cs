using Primacy.Notifications;

namespace Primacy.Web;

/// <summary>What became of telling people, the newest first: of one incident by its key, or of all.</summary>
internal delegate IReadOnlyList<DeliveryRecord> DeliveryHistory(string? incident, int limit);
