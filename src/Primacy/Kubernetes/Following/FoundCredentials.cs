namespace Primacy.Kubernetes.Following;

/// <summary>What a Secret says. Never prints the password.</summary>
internal sealed record FoundCredentials(string? User, string? Password)
{
    public override string ToString() => $"user={User}";
}
