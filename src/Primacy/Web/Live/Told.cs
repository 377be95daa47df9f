using System.Collections.Concurrent;
using Primacy.Watching;
using Primacy.Web.Pages;

namespace Primacy.Web.Live;

/// <summary>
/// Who was told of an incident: read from the journal at most every other second, however many look on.
/// </summary>
internal sealed class Told(DeliveryHistory history, TimeProvider time)
{
    const int LinesMax = 12;

    static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);

    readonly ConcurrentDictionary<string, (long At, IReadOnlyList<DeliveryLine> Lines)> _known = new();

    public IReadOnlyList<DeliveryLine> Of(string incident)
    {
        foreach (var (key, old) in _known)
        {
            if (time.GetElapsedTime(old.At) >= Kept)
                _known.TryRemove(key, out _);
        }
        return _known.GetOrAdd(incident, key => (time.GetTimestamp(), Read(key))).Lines;
    }

    IReadOnlyList<DeliveryLine> Read(string incident)
    {
        try
        {
            return [.. history(incident, LinesMax).Select(DeliveryLine.Of)];
        }
        catch (JournalException fault)
        {
            return [new DeliveryLine("", "", "grave", $"Who was told is not known: {fault.Message}")];
        }
    }
}
