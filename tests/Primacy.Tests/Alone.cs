using Xunit;

namespace Primacy.Tests;

/// <summary>
/// For tests that measure the memory of this process: they run after all others, and one by one, as what another one
/// takes meanwhile would count too.
/// </summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
