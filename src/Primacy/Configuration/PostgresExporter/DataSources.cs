using Primacy.Configuration.Libpq;

namespace Primacy.Configuration.PostgresExporter;

/// <summary>
/// The servers in <c>DATA_SOURCE_NAME</c>, or in <c>DATA_SOURCE_URI</c> with the variables beside it. See
/// https://github.com/prometheus-community/postgres_exporter#environment-variables.
/// </summary>
internal sealed class DataSources(Surroundings around, Variables variables, Problems problems)
{
    const string Scheme = "postgresql://";

    static readonly string[] All =
    [
        "DATA_SOURCE_NAME",
        "DATA_SOURCE_URI_FILE",
        "DATA_SOURCE_URI",
        "DATA_SOURCE_USER_FILE",
        "DATA_SOURCE_USER",
        "DATA_SOURCE_PASS_FILE",
        "DATA_SOURCE_PASS",
    ];

    public IReadOnlyList<GivenCluster> Read(bool hasConnections)
    {
        if (hasConnections)
        {
            PassOver(All, "a CONNINFO is given");
            return [];
        }
        if (variables.Take("DATA_SOURCE_NAME") is { } names)
        {
            PassOver(All[1..], "DATA_SOURCE_NAME goes before it");
            return [.. Split(names).Select(Cluster)];
        }
        if (Either("DATA_SOURCE_URI_FILE", "DATA_SOURCE_URI") is { } uri)
            return [FromParts(uri)];
        PassOver(All, "there is neither DATA_SOURCE_NAME nor DATA_SOURCE_URI");
        return [];
    }

    /// <summary>
    /// At commas, as there; but only where another connection string begins behind one. Others separate the hosts of
    /// one cluster, which that exporter does not know.
    /// </summary>
    static IEnumerable<Setting> Split(Setting all)
    {
        var begin = 0;
        for (var comma = all.Value.IndexOf(','); comma >= 0; comma = all.Value.IndexOf(',', comma + 1))
        {
            if (!BeginsAnother(all.Value[(comma + 1)..]))
                continue;
            yield return new Setting(all.Value[begin..comma], all.At.Plus(begin));
            begin = comma + 1;
        }
        yield return new Setting(all.Value[begin..], all.At.Plus(begin));
    }

    static bool BeginsAnother(string rest)
    {
        var text = rest.TrimStart();
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return ConnectionStringParser.IsUri(text) || (equals > 0 && Keywords.Find(text[..equals].TrimEnd()) is { });
    }

    GivenCluster Cluster(Setting text) => Given(text.At, ConnectionLayer.FromString(text, problems));

    /// <summary>
    /// That exporter's driver insists on TLS unless it is told otherwise; who relied on that goes on with it. Not on a
    /// socket, where there is none.
    /// </summary>
    GivenCluster Given(Location at, params ConnectionLayer[] said)
    {
        var host = new ConnectionLayers(said, around).Given("host");
        var usual = new ConnectionLayer();
        if (host is { } && !host.Value.StartsWith('/') && around.Set("PGSSLMODE") is null)
            usual.Put("sslmode", new Setting("require", at));
        return new GivenCluster([.. said, usual], at, IsInherited: true);
    }

    /// <summary>The URI comes without scheme, name and password: "db1:5432/postgres?sslmode=disable".</summary>
    GivenCluster FromParts(Setting uri)
    {
        var own = new ConnectionLayer();
        if (Either("DATA_SOURCE_USER_FILE", "DATA_SOURCE_USER") is { } user)
            own.Put("user", user);
        if (variables.Take("DATA_SOURCE_PASS_FILE") is { } file)
        {
            // Not read here: it is read at every connect.
            own.Put(
                ConnectionLayer.PasswordFile,
                file with
                {
                    Value = Path.GetFullPath(file.Value, around.CurrentDirectory),
                }
            );
            PassOver(["DATA_SOURCE_PASS"], "DATA_SOURCE_PASS_FILE goes before it");
        }
        else if (variables.Take("DATA_SOURCE_PASS") is { } password)
        {
            own.Put("password", password);
        }
        var whole = ConnectionStringParser.IsUri(uri.Value)
            ? uri
            : new Setting(Scheme + uri.Value, uri.At.Plus(-Scheme.Length));
        return Given(uri.At, own, ConnectionLayer.FromString(whole, problems));
    }

    /// <summary>What the file holds, or else the variable itself.</summary>
    Setting? Either(string fileVariable, string variable)
    {
        if (variables.Take(fileVariable) is not { } file)
            return variables.Take(variable);
        PassOver([variable], $"{fileVariable} goes before it");
        try
        {
            var text = File.ReadAllText(Path.GetFullPath(file.Value, around.CurrentDirectory)).Trim();
            return new Setting(text, new Location(fileVariable));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Location(fileVariable), $"{file.Value} cannot be read: {FileRights.Reason(e)}");
            return new Setting("", new Location(fileVariable));
        }
    }

    void PassOver(string[] names, string why)
    {
        foreach (var name in names)
            variables.PassOver(name, why);
    }
}
