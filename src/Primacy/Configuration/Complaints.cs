using Primacy.Hosting;

namespace Primacy.Configuration;

/// <summary>Tells what is wrong with a configuration, a line each, in the form that editors can jump to.</summary>
internal static class Complaints
{
    /// <summary>Prints notes, warnings and errors; gives the options if they can be used.</summary>
    public static WatchOptions? Print(LoadedConfiguration loaded, TextWriter error)
    {
        foreach (var note in loaded.Notes)
            error.WriteLine($"primacy: {note}");
        foreach (var warning in loaded.Warnings)
            error.WriteLine($"primacy: warning: {warning}");
        if (loaded is LoadedConfiguration.Valid valid)
            return valid.Options;
        foreach (var wrong in ((LoadedConfiguration.Invalid)loaded).Errors)
            error.WriteLine($"primacy: {wrong}");
        return null;
    }
}
