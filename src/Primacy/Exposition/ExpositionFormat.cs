namespace Primacy.Exposition;

/// <summary>In which format a page of metrics is written.</summary>
/// <param name="IsOpenMetrics">OpenMetrics 1.0; else Prometheus' text format 0.0.4.</param>
/// <param name="AllowsUtf8">
/// Whether names may be any text, in quotes; else what the older rules do not allow becomes an underscore.
/// </param>
internal readonly record struct ExpositionFormat(bool IsOpenMetrics, bool AllowsUtf8)
{
    /// <summary>What is written for who asks for nothing else.</summary>
    public static ExpositionFormat Text => default;

    public string ContentType =>
        (IsOpenMetrics ? "application/openmetrics-text; version=1.0.0" : "text/plain; version=0.0.4")
        + "; charset=utf-8"
        + (AllowsUtf8 ? "; escaping=allow-utf-8" : "");
}
