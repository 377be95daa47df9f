namespace Primacy.Explaining;

/// <summary>How a statement bears on the cluster, for whoever sets or colours it.</summary>
public enum Mark
{
    /// <summary>A fact like others.</summary>
    Plain,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Worth a look, or not to be told.</summary>
    Doubtful,

    /// <summary>What a person is woken for.</summary>
    Grave,
}
