namespace Primacy.Repair;

/// <summary>Why there is no plan. The list is closed: nothing else keeps Primacy from proposing one.</summary>
public enum RefusalCode
{
    /// <summary>There is no split that a plan could end.</summary>
    NothingToMend,

    /// <summary>Whoever should go cannot be seen, and so not be stopped by us.</summary>
    Unreachable,

    /// <summary>The evidence does not say which to keep, and nobody has.</summary>
    Undecidable,

    /// <summary>Whom a person would keep is none of the primaries.</summary>
    NotAPrimary,

    /// <summary>A person would keep another one than the evidence shows to be right.</summary>
    AgainstTheEvidence,

    /// <summary>Somebody who has a say stands behind another one than the one to keep.</summary>
    PartnersDisagree,

    /// <summary>No majority of the declared members is seen to stand behind the one to keep.</summary>
    NoMajority,

    /// <summary>The one to keep is not seen to take writes now: the other may be the last that does.</summary>
    LastPrimary,

    /// <summary>Where the branches part is not known exactly, so that the loser's cannot be kept.</summary>
    ForkUnknown,

    /// <summary>The loser's branch cannot be recorded.</summary>
    BranchNotKept,

    /// <summary>There is no way to stop the loser.</summary>
    NoFence,
}
