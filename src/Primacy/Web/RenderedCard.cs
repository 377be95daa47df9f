using Primacy.Muting;

namespace Primacy.Web;

/// <summary>A card as everybody is sent it, and what was muted when it was made.</summary>
internal sealed record RenderedCard(Mutes Mutes, Task<string> Html);
