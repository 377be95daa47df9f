namespace Primacy.Analysis;

/// <summary>How urgent a verdict is.</summary>
public enum Severity
{
    None,
    Info,
    Warning,
    Critical,
}
