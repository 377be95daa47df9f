namespace Primacy.Topology;

/// <summary>
/// Finds, one after the other, what belongs to each declared instance in a list that is nearly always in their order
/// too. So no index is built for it at every look.
/// </summary>
sealed class InOrder<T>(IReadOnlyList<T> items, Func<T, InstanceId> idOf)
    where T : class
{
    int _next;

    public T? Find(InstanceId id)
    {
        for (var tried = 0; tried < items.Count; tried++)
        {
            if (_next >= items.Count)
                _next = 0;
            var item = items[_next++];
            if (idOf(item) == id)
                return item;
        }
        return null;
    }
}
