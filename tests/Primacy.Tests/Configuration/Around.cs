using Primacy.Configuration;

namespace Primacy.Tests.Configuration;

/// <summary>Surroundings of a machine that does not exist: nothing set, no files, a user called "me".</summary>
static class Around
{
    internal static Surroundings Nothing { get; } = With();

    internal static Surroundings With(params (string Name, string Value)[] variables) =>
        new()
        {
            Variable = name => variables.FirstOrDefault(v => v.Name == name).Value,
            FileExists = _ => false,
            DirectoryExists = _ => true,
            UserName = "me",
            IsRoot = false,
            HomeDirectory = "/home/me",
            CurrentDirectory = "/work",
        };

    internal static Surroundings WithFiles(this Surroundings around, params string[] files) =>
        around with
        {
            FileExists = files.Contains,
        };
}
