namespace Primacy.Lab;

/// <summary>What a rejoin did: the primary followed, and the instances that were copied anew from it.</summary>
internal sealed record Rejoined(LabInstance Primary, IReadOnlyList<LabInstance> Copied);
