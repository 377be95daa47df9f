namespace Primacy.Tests.Notifications.Contract;

/// <summary>How a receiver answers.</summary>
enum Behaviour
{
    Takes,

    /// <summary>It is out of order, which passes.</summary>
    IsBusy,

    /// <summary>It does not want it like this.</summary>
    Refuses,

    /// <summary>It says nothing at all.</summary>
    Hangs,

    /// <summary>It says something that is not its own.</summary>
    TalksNonsense,
}
