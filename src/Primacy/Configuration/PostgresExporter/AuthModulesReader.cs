using Primacy.Configuration.Libpq;
using Primacy.Configuration.Yaml;
using Primacy.Scraping;

namespace Primacy.Configuration.PostgresExporter;

/// <summary>
/// Reads <c>auth_modules</c>, in place or from postgres_exporter's own file. See
/// https://github.com/prometheus-community/postgres_exporter#multi-target-support-beta.
/// </summary>
/// <param name="directory">The file's directory, from which relative paths are seen.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class AuthModulesReader(string directory, Problems problems)
{
    /// <summary>What a module is no place for: where a server is, and what stands under userpass.</summary>
    static readonly string[] NotHere = ["host", "hostaddr", "port", "user", "password", "passfile"];

    public IReadOnlyList<AuthModule> Read(YamlItem? item) =>
        item switch
        {
            null or YamlItem.Text { Value: "" } => [],
            YamlItem.Text path => ReadFile(path),
            _ => ReadModules(item, "'authModules'", directory),
        };

    List<AuthModule> ReadFile(YamlItem.Text name)
    {
        var path = Path.GetFullPath(name.Value, directory);
        try
        {
            using var text = new StreamReader(path);
            if (
                YamlReader.Read(name.Value, text, problems) is not { } root
                || MappingReader.Open(root, "a file of auth_modules", problems) is not { } reader
            )
                return [];
            var modules = reader.Take("auth_modules");
            reader.Close();
            return modules is null or YamlItem.Text { Value: "" }
                ? []
                : ReadModules(modules, "'auth_modules'", Path.GetDirectoryName(path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(name.At, $"the file of auth_modules {name.Value} cannot be read: {FileRights.Reason(e)}");
            return [];
        }
    }

    List<AuthModule> ReadModules(YamlItem item, string name, string seenFrom)
    {
        var modules = new List<AuthModule>();
        if (item is not YamlItem.Mapping mapping)
        {
            problems.Add(item.At, $"{name} takes a path, or names with modules, not {item.Kind}");
            return modules;
        }
        foreach (var (key, value) in mapping.Entries)
        {
            if (modules.Exists(other => other.Name == key.Value))
                problems.Add(key.At, $"'{key.Value}' appears twice here");
            else if (ReadModule(key, value, seenFrom) is { } module)
                modules.Add(module);
        }
        var file = Path.GetFileName(item.At.Source);
        if (modules.Count > 0)
            FileRights.Warn(item.At.Source, Path.Combine(seenFrom, file), "a password", "", problems);
        return modules;
    }

    AuthModule? ReadModule(YamlItem.Text name, YamlItem item, string seenFrom)
    {
        if (MappingReader.Open(item, $"the module '{name.Value}'", problems) is not { } reader)
            return null;
        var type = reader.TakeText("type");
        if (type?.Value is not "userpass")
            problems.Add(
                (type?.At) ?? name.At,
                $"'type' of '{name.Value}' is userpass{(type is null ? "" : $", not '{type.Value}'")}"
            );
        var (user, password) = ReadCredentials(name, reader.Take("userpass"));
        var options = ReadOptions(reader.Take("options"), seenFrom);
        reader.Close();
        return new AuthModule(name.Value, user, password, [.. options]);
    }

    (string User, string Password) ReadCredentials(YamlItem.Text name, YamlItem? item)
    {
        if (item is null)
            problems.Add(name.At, $"'{name.Value}' needs 'userpass' with 'username' and 'password'");
        if (item is null || MappingReader.Open(item, "'userpass'", problems) is not { } reader)
            return ("", "");
        var (user, password) = (reader.TakeText("username"), reader.TakeText("password"));
        if (!reader.Has("username") || !reader.Has("password"))
            problems.Add(reader.At, "'userpass' needs 'username' and 'password'");
        reader.Close();
        return (user?.Value ?? "", password?.Value ?? "");
    }

    IEnumerable<AuthOption> ReadOptions(YamlItem? item, string seenFrom)
    {
        var layer = new ConnectionLayer();
        var keywords = new List<string>();
        foreach (var (key, value) in (item as YamlItem.Mapping)?.Entries ?? [])
        {
            if (Keywords.Find(key.Value) is not { } keyword)
                problems.Add(
                    key.At,
                    $"'{key.Value}' is no keyword of a connection string.{Keywords.Suggest(key.Value)}"
                );
            else if (NotHere.Contains(key.Value))
                problems.Add(key.At, $"'{key.Value}' does not belong into 'options'");
            else if (value is not YamlItem.Text text)
                problems.Add(value.At, $"'{key.Value}' takes a single value, not {value.Kind}");
            else if (Keywords.Objection(keyword, text.Value) is { } objection)
                problems.Add(value.At, objection);
            else
            {
                layer.Put(keyword.Name, new Setting(text.Value, text.At));
                keywords.Add(keyword.Name);
            }
        }
        if (item is not (null or YamlItem.Mapping or YamlItem.Text { Value: "" }))
            problems.Add(item.At, $"'options' takes keys with values, not {item.Kind}");
        ConnectionPartsReader.Anchor(layer, seenFrom);
        return keywords.Select(keyword => new AuthOption(keyword, layer[keyword]!.Value));
    }
}
