using Primacy.Topology;

namespace Primacy.Storage;

/// <summary>A member as it was seen at a look.</summary>
internal sealed record StoredMember
{
    public required string Name { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    public StoredObservation? Newest { get; init; }

    public StoredMemory? Remembered { get; init; }

    public static StoredMember Of(Member member) =>
        new()
        {
            Name = member.Id.Name,
            Host = member.Instance.Host,
            Port = member.Instance.Port,
            Newest = member.Newest is { } newest ? StoredObservation.Of(newest) : null,
            Remembered = member.Remembered is { } remembered ? StoredMemory.Of(remembered) : null,
        };

    public Member ToMember()
    {
        var id = new InstanceId(Name);
        return new Member(new Instance(id, Host, Port), Newest?.ToObservation(id), Remembered?.ToRemembered(id));
    }
}
