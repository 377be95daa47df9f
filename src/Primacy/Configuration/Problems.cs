namespace Primacy.Configuration;

/// <summary>Collects everything that is wrong, so that an operator has to look only once.</summary>
internal sealed class Problems
{
    readonly List<ConfigurationError> _errors = [];
    readonly List<ConfigurationError> _warnings = [];
    readonly List<ConfigurationError> _notes = [];

    public bool Any => _errors.Count > 0;

    /// <summary>
    /// By line and column within each source; sources in the order in which they were first complained about.
    /// </summary>
    public IReadOnlyList<ConfigurationError> Errors => InOrder(_errors);

    public IReadOnlyList<ConfigurationError> Warnings => InOrder(_warnings);

    /// <summary>What is as it should be, and good to know.</summary>
    public IReadOnlyList<ConfigurationError> Notes => InOrder(_notes);

    public void Add(Location at, string message) => Add(_errors, at, message);

    public void Warn(Location at, string message) => Add(_warnings, at, message);

    public void Note(Location at, string message) => Add(_notes, at, message);

    /// <summary>A default that several clusters share is wrong once.</summary>
    static void Add(List<ConfigurationError> all, Location at, string message)
    {
        var error = new ConfigurationError(at.Source, at.Line, at.Column, message);
        if (!all.Contains(error))
            all.Add(error);
    }

    static ConfigurationError[] InOrder(List<ConfigurationError> all) =>
        [.. all.GroupBy(e => e.Source).SelectMany(g => g.OrderBy(e => e.Line).ThenBy(e => e.Column))];
}
