namespace Primacy.Kubernetes.Leadership;

/// <summary>A replica's role, by what it can prove.</summary>
internal enum Role
{
    /// <summary>The Lease has not been read for as long as it lasts.</summary>
    Unknown,

    /// <summary>Another replica leads, or one is about to.</summary>
    Following,

    /// <summary>This one holds the Lease, and nobody else can have taken it.</summary>
    Leading,
}
