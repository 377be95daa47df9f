using Primacy.Web.Pages;

namespace Primacy.Web.Live;

/// <summary>All clusters in the order of the wall: the same object as long as none changes its place.</summary>
/// <param name="Broken">What somebody should see to, the gravest first.</param>
/// <param name="Calm">All others: those that wait for their first look, then by name.</param>
/// <param name="Tally">How many are well.</param>
internal sealed record WallState(IReadOnlyList<WallEntry> Broken, IReadOnlyList<WallEntry> Calm, Tally Tally);
