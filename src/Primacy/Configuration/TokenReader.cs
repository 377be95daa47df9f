using Primacy.Configuration.Yaml;
using Primacy.Web.Access;

namespace Primacy.Configuration;

/// <summary>Reads tokens and forgets them: what is kept is a digest. Messages never show one.</summary>
internal static class TokenReader
{
    /// <summary>What the file says of who may do what, with its tokens.</summary>
    public static AccessOptions Complete(WebSection? web, Surroundings around, Problems problems) =>
        web is null ? AccessOptions.None : web.Options with { Tokens = Read(web.Tokens, around, problems) };

    static EquatableArray<AccessToken> Read(IReadOnlyList<TokenSource> sources, Surroundings around, Problems problems)
    {
        var tokens = new List<AccessToken>();
        foreach (var source in sources)
        {
            if (Text(source, around, problems) is not { } text)
                continue;
            if (text.Length < AccessToken.LengthMin)
                problems.Add(
                    source.At,
                    $"the token of '{source.Name}' has {text.Length} characters, and {AccessToken.LengthMin} are the "
                        + "least: make one with 'openssl rand -hex 32'"
                );
            else if (tokens.Find(one => one.Is(AccessToken.DigestOf(text))) is { } other)
                problems.Add(source.At, $"'{source.Name}' and '{other.Name}' have the same token");
            else
                tokens.Add(new AccessToken(source.Name, AccessToken.DigestOf(text), source.MayAct));
        }
        return [.. tokens];
    }

    static string? Text(TokenSource source, Surroundings around, Problems problems)
    {
        if (source.Variable is { } variable)
        {
            if (around.Set(variable) is { } value)
                return value.Trim();
            problems.Add(source.At, $"the token of '{source.Name}': the environment variable {variable} is not set");
            return null;
        }
        try
        {
            WarnIfReadable(source, problems);
            return File.ReadAllText(source.File!).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            problems.Add(
                source.At,
                $"the token of '{source.Name}': {source.File} cannot be read: {FileRights.Reason(fault)}"
            );
            return null;
        }
    }

    static void WarnIfReadable(TokenSource source, Problems problems)
    {
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(source.File!).HasFlag(UnixFileMode.OtherRead))
            problems.Warn(source.At, $"everybody may read the token of '{source.Name}': chmod 640 {source.File}");
    }
}
