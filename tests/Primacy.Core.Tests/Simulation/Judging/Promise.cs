using System.Globalization;
using System.Runtime.CompilerServices;

namespace Primacy.Simulation.Judging;

/// <summary>What the watcher promises. The complaint is put into words only when the promise is broken.</summary>
static class Promise
{
    public static void Keep(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] Complaint complaint)
    {
        if (!holds)
            throw new BrokenPromiseException(complaint.ToString());
    }

    /// <summary>The words of a complaint, which nobody writes while there is nothing to complain of.</summary>
    [InterpolatedStringHandler]
    public ref struct Complaint
    {
        DefaultInterpolatedStringHandler _words;

        public Complaint(int literalLength, int formattedCount, bool holds, out bool isNeeded)
        {
            isNeeded = !holds;
            _words = holds ? default : new(literalLength, formattedCount, CultureInfo.InvariantCulture);
        }

        public void AppendLiteral(string text) => _words.AppendLiteral(text);

        public void AppendFormatted<T>(T value) => _words.AppendFormatted(value);

        public override string ToString() => _words.ToStringAndClear();
    }
}
