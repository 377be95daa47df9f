namespace Primacy.Kubernetes.Leadership;

/// <summary>
/// Something that all replicas know alike, whoever of them heard of it first. It lies in an annotation of the Lease,
/// and so goes to and fro with what is written there anyhow. Called by the elector alone.
/// </summary>
internal interface ISharedNote
{
    /// <summary>Takes what the others wrote; null when nobody has.</summary>
    void Read(string? text);

    /// <summary>What is to be there; what was read when this replica has nothing to add.</summary>
    string? Wanted();
}
