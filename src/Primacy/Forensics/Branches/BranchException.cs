namespace Primacy.Forensics.Branches;

/// <summary>Our own disk does not take what is to be kept.</summary>
internal sealed class BranchException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Does something with the disk.</summary>
    public static T Wrap<T>(string directory, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BranchException($"{directory} cannot be written: {fault.Message}", fault);
        }
    }
}
