namespace Primacy.Repair;

/// <summary>One reason why there is no plan.</summary>
/// <param name="Code">Which of the reasons.</param>
/// <param name="Why">What is in the way, as a sentence.</param>
/// <param name="Remedy">What to do about it, as a sentence.</param>
public sealed record Refusal(RefusalCode Code, string Why, string Remedy)
{
    /// <summary>The word for programs: "partners-disagree".</summary>
    public string Slug =>
        Code switch
        {
            RefusalCode.NothingToMend => "nothing-to-mend",
            RefusalCode.Unreachable => "unreachable",
            RefusalCode.Undecidable => "undecidable",
            RefusalCode.NotAPrimary => "not-a-primary",
            RefusalCode.AgainstTheEvidence => "against-the-evidence",
            RefusalCode.PartnersDisagree => "partners-disagree",
            RefusalCode.NoMajority => "no-majority",
            RefusalCode.LastPrimary => "last-primary",
            RefusalCode.ForkUnknown => "fork-unknown",
            RefusalCode.BranchNotKept => "branch-not-kept",
            RefusalCode.NoFence => "no-fence",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
