using System.Text.RegularExpressions;

namespace Primacy.Simulation.Judging;

/// <summary>The order in which events of one incident may come, one letter an event.</summary>
static partial class Lives
{
    public static bool IsInOrder(string events) => Order().IsMatch(events);

    [GeneratedRegex("^O?(FC*R?|W)?$")]
    private static partial Regex Order();
}
