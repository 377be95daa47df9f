namespace Primacy.Notifications;

/// <summary>The labels by which alerts are grouped: one group for each alert of a cluster.</summary>
internal sealed record WebhookGroup(string Alertname, string Cluster);
