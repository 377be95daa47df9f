namespace Primacy.Kubernetes.Discovering;

/// <summary>A Secret that holds credentials, and the keys in it.</summary>
/// <param name="Name">Its name, in the namespace of the cluster.</param>
/// <param name="UserKey">The key of the user's name; null when that is given otherwise.</param>
/// <param name="PasswordKeys">The keys of the password; the first that is there counts.</param>
internal sealed record SecretReference(string Name, string? UserKey, EquatableArray<string> PasswordKeys)
{
    /// <summary>The user where the Secret names none.</summary>
    public string? User { get; init; }
}
