namespace Primacy.Repair;

/// <summary>A plan, or every reason why there is none.</summary>
public abstract record Proposal
{
    Proposal() { }

    /// <summary>It can be done.</summary>
    public sealed record Ready(Plan Plan) : Proposal;

    /// <summary>It cannot, for all of these reasons.</summary>
    public sealed record Refused(EquatableArray<Refusal> Why) : Proposal;
}
