using System.Text;

namespace Primacy.Scraping.Wire;

/// <summary>
/// The texts of an answer. They are mostly those of the answer before, in the same order, and then the same strings: no
/// scrape allocates labels that do not change.
/// </summary>
internal sealed class TextSequence
{
    /// <summary>A longer answer is remembered up to here.</summary>
    const int CountMax = 10_000;

    readonly List<string> _texts = [];
    int _next;

    /// <summary>Begins an answer.</summary>
    public void Begin()
    {
        if (_next < _texts.Count)
            _texts.RemoveRange(_next, _texts.Count - _next);
        _next = 0;
    }

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return "";
        if (_next < _texts.Count)
        {
            var known = _texts[_next];
            if (!Ascii.Equals(utf8, known))
                _texts[_next] = known = Encoding.UTF8.GetString(utf8);
            _next++;
            return known;
        }
        var text = Encoding.UTF8.GetString(utf8);
        if (_texts.Count < CountMax)
        {
            _texts.Add(text);
            _next++;
        }
        return text;
    }
}
