namespace Primacy.Web.Security;

/// <summary>The newest of some texts, as many as are kept.</summary>
internal sealed class Remembered(int most)
{
    readonly Lock _gate = new();
    readonly HashSet<string> _texts = [];
    readonly Queue<string> _order = [];

    public bool Has(string text)
    {
        lock (_gate)
            return _texts.Contains(text);
    }

    public void Add(string text)
    {
        lock (_gate)
        {
            if (!_texts.Add(text))
                return;
            _order.Enqueue(text);
            if (_order.Count > most)
                _texts.Remove(_order.Dequeue());
        }
    }
}
