using Primacy.Hosting;

namespace Primacy.Configuration;

/// <summary>What loading a configuration came to.</summary>
/// <param name="Warnings">What works and should be otherwise.</param>
internal abstract record LoadedConfiguration(IReadOnlyList<ConfigurationError> Warnings)
{
    /// <summary>What is good to know.</summary>
    public IReadOnlyList<ConfigurationError> Notes { get; init; } = [];

    /// <summary>It can be run by.</summary>
    public sealed record Valid(WatchOptions Options, IReadOnlyList<ConfigurationError> Warnings)
        : LoadedConfiguration(Warnings);

    /// <summary>It cannot, and here is everything that is wrong.</summary>
    public sealed record Invalid(IReadOnlyList<ConfigurationError> Errors, IReadOnlyList<ConfigurationError> Warnings)
        : LoadedConfiguration(Warnings);
}
