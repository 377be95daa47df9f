namespace Primacy.Configuration;

/// <summary>Where the journal goes when nobody says.</summary>
internal static class DefaultStateDirectory
{
    /// <summary>
    /// systemd's directory if it made one; else the system's for root, and the user's own for everybody else.
    /// See https://specifications.freedesktop.org/basedir-spec/latest/.
    /// </summary>
    public static string Of(Surroundings around) =>
        around switch
        {
            // systemd separates several directories by colons; the first is the service's own.
            _ when around.Set("STATE_DIRECTORY") is { } directories => directories.Split(':')[0],
            { IsRoot: true } => "/var/lib/primacy",
            _ when around.Set("XDG_STATE_HOME") is { } home && Path.IsPathRooted(home) => Path.Combine(home, "primacy"),
            _ => Path.Combine(around.HomeDirectory, ".local", "state", "primacy"),
        };
}
