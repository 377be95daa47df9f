namespace Primacy.Web.Routes;

/// <summary>A value that a request may or must give.</summary>
/// <param name="Name">Its name, in the path between braces or after the question mark.</param>
/// <param name="Place">"path" or "query".</param>
/// <param name="Type">"string", "integer" or "boolean".</param>
/// <param name="Description">What it means.</param>
internal sealed record ApiParameter(string Name, string Place, string Type, string Description)
{
    public static ApiParameter Limit { get; } =
        new("limit", "query", "integer", "How many at most, 1 to 1000. A header Link leads to the next of them.");

    public static ApiParameter After { get; } =
        new("after", "query", "string", "Begin behind this one, as the header Link has it.");

    public static ApiParameter Why { get; } = new("why", "query", "string", "The reason, for the audit log.");
}
