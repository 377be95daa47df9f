namespace Primacy.Configuration;

/// <summary>What configuration may know of the process and the machine, so that a test can be any of them.</summary>
internal sealed record Surroundings
{
    /// <summary>Looks up an environment variable; null or empty when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    public required Func<string, bool> FileExists { get; init; }

    public required Func<string, bool> DirectoryExists { get; init; }

    /// <summary>The operating system's name of who runs this.</summary>
    public required string UserName { get; init; }

    public required bool IsRoot { get; init; }

    public required string HomeDirectory { get; init; }

    public required string CurrentDirectory { get; init; }

    /// <summary>The surroundings of this process.</summary>
    public static Surroundings OfProcess { get; } =
        new()
        {
            Variable = Environment.GetEnvironmentVariable,
            FileExists = File.Exists,
            DirectoryExists = Directory.Exists,
            UserName = Environment.UserName,
            IsRoot = Environment.IsPrivilegedProcess,
            HomeDirectory = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            CurrentDirectory = Environment.CurrentDirectory,
        };

    /// <summary>Where libpq looks for certificates that are not given.</summary>
    public string PostgresDirectory => Path.Combine(HomeDirectory, ".postgresql");

    /// <summary>An environment variable that says something.</summary>
    public string? Set(string variable) => Variable(variable) is { Length: > 0 } value ? value : null;
}
