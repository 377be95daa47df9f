namespace Primacy.Web.Pages;

/// <summary>A change of a lane in words.</summary>
/// <param name="Utc">When.</param>
/// <param name="Words">What.</param>
/// <param name="ThenAt">Where all that was known then is shown.</param>
internal sealed record LaneChange(string Utc, string Words, string ThenAt);
