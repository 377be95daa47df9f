using Primacy.Notifications;

namespace Primacy.Web;

/// <summary>
/// What became of telling people, the newest first: of one incident by its key, or of all; so many at most, and those
/// before the one with a number when that is given.
/// </summary>
internal delegate IReadOnlyList<DeliveryRecord> DeliveryHistory(string? incident, int limit, long? before = null);
