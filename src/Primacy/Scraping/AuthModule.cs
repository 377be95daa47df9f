namespace Primacy.Scraping;

/// <summary>Credentials that who asks names, and never sees.</summary>
/// <param name="Name">As <c>auth_module</c> names it.</param>
/// <param name="User">The role.</param>
/// <param name="Password">Its password.</param>
/// <param name="Options">What else is said of the connection, in libpq's keywords.</param>
internal sealed record AuthModule(string Name, string User, string Password, EquatableArray<AuthOption> Options)
{
    /// <summary>Never prints the password.</summary>
    public override string ToString() => Name;
}
