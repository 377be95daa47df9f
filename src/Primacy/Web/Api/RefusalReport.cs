using Primacy.Repair;

namespace Primacy.Web.Api;

/// <summary>One reason why there is no plan, as the API serves it.</summary>
/// <param name="Code">A word for programs, "partners-disagree".</param>
/// <param name="Why">What is in the way.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record RefusalReport(string Code, string Why, string Remedy)
{
    public static RefusalReport From(Refusal refusal) => new(refusal.Slug, refusal.Why, refusal.Remedy);
}
