namespace Primacy.Lab;

/// <summary>What went wrong in a lab, in words for the person who runs it: what, where, and what to do.</summary>
internal sealed class LabException : Exception
{
    public LabException(string message)
        : base(message) { }

    public LabException(string message, Exception inner)
        : base(message, inner) { }

    /// <summary>Somebody took a port between its choice and its use, so another choice may do.</summary>
    public bool IsPortTaken { get; init; }
}
