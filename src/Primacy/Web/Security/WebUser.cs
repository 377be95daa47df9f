namespace Primacy.Web.Security;

/// <summary>Somebody who may come in.</summary>
/// <param name="Name">As it is typed.</param>
/// <param name="Hash">The password's, made by bcrypt.</param>
internal sealed record WebUser(string Name, string Hash)
{
    /// <summary>Never prints the hash.</summary>
    public override string ToString() => Name;
}
