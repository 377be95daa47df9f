namespace Primacy.Web.Live;

/// <summary>What a cluster's page is made of beside its newest look.</summary>
/// <param name="Lanes">What its instances were over hours.</param>
/// <param name="Told">Who was told.</param>
/// <param name="Plan">What would be done about its split.</param>
internal sealed record ClusterParts(RoleLanes Lanes, Told Told, PlanPiece Plan);
