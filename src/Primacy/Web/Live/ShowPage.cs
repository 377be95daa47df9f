namespace Primacy.Web.Live;

/// <summary>The newest state of a page.</summary>
/// <param name="isLive">Whether it is for the script, which counts the ages itself.</param>
internal delegate LivePage ShowPage(bool isLive);
