namespace Primacy.Topology;

/// <summary>The one member that something means; nobody where it means several.</summary>
readonly record struct Unambiguous
{
    /// <summary>The member, if there is exactly one.</summary>
    public Member? Only { get; private init; }

    /// <summary>Whether it means several.</summary>
    bool IsAmbiguous { get; init; }

    public Unambiguous And(Member member) =>
        IsAmbiguous || (Only is { } other && other.Id != member.Id)
            ? new() { IsAmbiguous = true }
            : new() { Only = member };
}
