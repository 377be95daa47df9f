namespace Primacy.Repair;

/// <summary>What a look shows to be mended, before anybody asked for the means.</summary>
public abstract record CaseFound
{
    CaseFound() { }

    /// <summary>A split to be ended.</summary>
    public sealed record Open(RepairCase Case) : CaseFound;

    /// <summary>Nothing is to be done, for all of these reasons.</summary>
    public sealed record Refused(EquatableArray<Refusal> Why) : CaseFound;
}
