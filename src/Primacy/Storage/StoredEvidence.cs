using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>Evidence as the journal keeps it.</summary>
internal sealed record StoredEvidence(string? Instance, string Text)
{
    public static StoredEvidence Of(Evidence evidence) => new(evidence.Instance?.Name, evidence.Text);

    public Evidence ToEvidence() => new(Instance is null ? null : new InstanceId(Instance), Text);
}
