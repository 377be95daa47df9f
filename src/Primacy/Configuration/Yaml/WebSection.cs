using Primacy.Web.Access;

namespace Primacy.Configuration.Yaml;

/// <summary>What a configuration file says of who may do what; the tokens are yet to be read.</summary>
internal sealed record WebSection(AccessOptions Options, IReadOnlyList<TokenSource> Tokens);
