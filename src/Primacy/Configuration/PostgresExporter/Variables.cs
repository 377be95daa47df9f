namespace Primacy.Configuration.PostgresExporter;

/// <summary>Environment variables of postgres_exporter, and which of them mean something here.</summary>
internal sealed class Variables(Surroundings around)
{
    static readonly Location Place = new("environment");

    readonly List<string> _taken = [];
    readonly List<string> _idle = [];

    /// <summary>What it is set to, which will have its effect; null where it is not set.</summary>
    public Setting? Take(string name)
    {
        if (around.Set(name) is not { } value)
            return null;
        _taken.Add(name);
        return new Setting(value, new Location(name, Column: 1, IsExact: true));
    }

    /// <summary>Passes it over, unless it is set to what is so anyway.</summary>
    public void PassOver(string name, string why, string? usual = null)
    {
        if (around.Set(name) is { } value && value != usual)
            _idle.Add($"{name} ({why})");
    }

    /// <summary>The names alone: some of the values are secrets.</summary>
    public void Tell(Problems problems)
    {
        if (_taken.Count > 0)
            problems.Note(Place, $"read as postgres_exporter reads it: {string.Join(", ", _taken)}");
        if (_idle.Count > 0)
            problems.Warn(Place, $"without effect here: {string.Join(", ", _idle)}");
    }
}
