namespace Primacy.Topology;

/// <summary>Finds a member by a key that only one member has; a key that several have finds nobody.</summary>
sealed class Unambiguous<TKey>
    where TKey : notnull
{
    readonly Dictionary<TKey, Member?> _members = [];

    public void Add(TKey key, Member member) =>
        _members[key] = _members.TryGetValue(key, out var other) && other?.Id != member.Id ? null : member;

    public bool Knows(TKey key) => _members.ContainsKey(key);

    public Member? Find(TKey? key) => key is null ? null : _members.GetValueOrDefault(key);
}
