using System.Text.RegularExpressions;

namespace Primacy.Simulation.Judging;

/// <summary>The order in which events of one incident may come, one letter an event.</summary>
static partial class Lives
{
    public static bool IsInOrder(string events) => Order().IsMatch(events);

    /// <summary>Whether nothing may come after these.</summary>
    public static bool IsOver(string events) => events is [.., 'R' or 'W'];

    [GeneratedRegex("^O?(FC*R?|W)?$")]
    private static partial Regex Order();
}
