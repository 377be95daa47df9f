namespace Primacy.Web.Security;

/// <summary>A file that the listener needs cannot be used; the message says which and why, and no secret.</summary>
internal sealed class WebOptionsException(string message, Exception cause) : Exception(message, cause);
