using System.Globalization;
using CliWrap;

namespace Primacy.Lab.Servers;

/// <summary>The account the servers run under: whoever runs the lab, except that PostgreSQL refuses root.</summary>
internal sealed record ServerAccount(string Name, uint UserId, uint GroupId, bool IsSwitched)
{
    static readonly string[] Candidates = ["postgres", "nobody"];

    /// <summary>
    /// The person's own PG* settings are for their servers, and the WAL receiver, being a libpq client, would obey
    /// them.
    /// </summary>
    static readonly IReadOnlyDictionary<string, string?> Environment = System
        .Environment.GetEnvironmentVariables()
        .Keys.Cast<string>()
        .Where(name => name.StartsWith("PG", StringComparison.Ordinal))
        .ToDictionary(name => name, string? (_) => null);

    public static ServerAccount Choose()
    {
        if (Native.EffectiveUserId() != 0)
            return new ServerAccount(System.Environment.UserName, Native.EffectiveUserId(), 0, IsSwitched: false);
        var accounts = File.ReadLines("/etc/passwd").Select(Parse).OfType<ServerAccount>().ToList();
        return Candidates
                .Select(name => accounts.FirstOrDefault(account => account.Name == name))
                .FirstOrDefault(account => account is not null)
            ?? throw new LabException(
                "PostgreSQL refuses to run as root, and this machine has neither the user postgres nor nobody. "
                    + "Run the lab as an ordinary user, or create one: useradd --system postgres"
            );
    }

    /// <summary>
    /// A command under this account, away from directories and settings that are not its own.
    /// </summary>
    /// <param name="program">What runs.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="directory">Where it works.</param>
    /// <param name="entrance">What it is preceded by, while still under the account of whoever runs the lab.</param>
    public Command Command(
        string program,
        IReadOnlyList<string> arguments,
        string directory,
        IReadOnlyList<string>? entrance = null
    )
    {
        string[] words = [.. entrance ?? [], .. Switched(), program, .. arguments];
        return Cli.Wrap(words[0])
            .WithArguments(words[1..])
            .WithWorkingDirectory(directory)
            .WithEnvironmentVariables(
                new Dictionary<string, string?>(Environment) { ["HOME"] = directory, ["LC_ALL"] = "C" }
            )
            .WithValidation(CommandResultValidation.None);
    }

    public void CreateDirectory(string path)
    {
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Own(path);
    }

    public void WriteFile(string path, string content)
    {
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Own(path);
    }

    public void Own(string path)
    {
        if (IsSwitched && Native.ChangeOwner(path, UserId, GroupId) != 0)
            throw new LabException($"Cannot give '{path}' to the user {Name}: is this root without its rights?");
    }

    IEnumerable<string> Switched() =>
        IsSwitched
            ?
            [
                "setpriv",
                string.Create(CultureInfo.InvariantCulture, $"--reuid={UserId}"),
                string.Create(CultureInfo.InvariantCulture, $"--regid={GroupId}"),
                "--clear-groups",
                "--",
            ]
            : [];

    static ServerAccount? Parse(string line) =>
        line.Split(':') is [var name, _, var user, var group, ..]
        && uint.TryParse(user, CultureInfo.InvariantCulture, out var userId)
        && uint.TryParse(group, CultureInfo.InvariantCulture, out var groupId)
            ? new ServerAccount(name, userId, groupId, IsSwitched: true)
            : null;
}
