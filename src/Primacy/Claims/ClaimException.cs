namespace Primacy.Claims;

/// <summary>A manager has no answer for us; the message becomes the fault of its claim.</summary>
internal sealed class ClaimException(string message, Exception? inner = null) : Exception(message, inner);
