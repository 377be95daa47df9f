using System.Globalization;
using Npgsql;
using Primacy.Probing;

namespace Primacy.Configuration.Libpq;

/// <summary>
/// What holds for every server of a cluster: who we are, how we prove it, and how safe the line must be.
/// </summary>
internal static class ConnectionReader
{
    /// <summary>Every server has this database; libpq would take the one that is called like the user.</summary>
    const string DatabaseDefault = "postgres";

    /// <summary>The settings for one host, to be completed with another's.</summary>
    public static ConnectionSettings Read(ConnectionLayers layers, Problems problems)
    {
        var (password, passwordFile) = layers.Password();
        if (password is { Value.Length: > 0 } && passwordFile is { })
            problems.Add(passwordFile.At, "the password is given twice: give either password or passwordFile");
        var settings = new ConnectionSettings
        {
            Host = "",
            User = layers.Find("user")?.Value ?? layers.Around.UserName,
            Database = layers.Find("dbname")?.Value ?? DatabaseDefault,
            Password = password is { Value.Length: > 0 } ? password.Value : null,
            PasswordFile = passwordFile?.Value,
            PassFile = layers.Find("passfile")?.Value,
            Options = layers.Find("options")?.Value,
            ApplicationName =
                (layers.Find("application_name") ?? layers.Find("fallback_application_name"))?.Value ?? "primacy",
            ConnectTimeout = Timeout(layers.Find("connect_timeout"), problems),
            ChannelBinding = Binding(layers.Find("channel_binding"), problems),
        };
        return TlsReader.Read(settings, layers, problems);
    }

    /// <summary>Zero and less ask libpq to wait for ever; here the probe's own timeout holds in any case.</summary>
    static TimeSpan? Timeout(Setting? setting, Problems problems)
    {
        if (setting is null)
            return null;
        if (int.TryParse(setting.Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds))
            return seconds > 0 ? TimeSpan.FromSeconds(seconds) : null;
        problems.Add(setting.At, $"connect_timeout takes whole seconds, and '{setting.Value}' is no whole number");
        return null;
    }

    static ChannelBinding Binding(Setting? setting, Problems problems)
    {
        switch (setting?.Value)
        {
            case null or "prefer":
                return ChannelBinding.Prefer;
            case "disable":
                return ChannelBinding.Disable;
            case "require":
                return ChannelBinding.Require;
            default:
                problems.Add(setting.At, $"channel_binding is disable, prefer or require, not '{setting.Value}'");
                return ChannelBinding.Prefer;
        }
    }
}
