namespace Primacy.Watching;

/// <summary>The journal could not be written or read: a full disk, a missing right, a damaged file.</summary>
internal sealed class JournalException(string message, Exception? inner = null) : Exception(message, inner);
