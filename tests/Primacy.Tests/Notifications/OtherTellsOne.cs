using Primacy.Incidents;
using Primacy.Muting;
using Primacy.Notifications;

namespace Primacy.Tests.Notifications;

/// <summary>Another replica is quicker with the incidents of one cluster.</summary>
sealed class OtherTellsOne(string cluster) : ITurns
{
    volatile bool _isTold;

    public event Action? Changed;

    public bool MayRepeat(string receiver, Incident incident) => true;

    public Mute? Over(string receiver, Incident incident, DateTimeOffset now) => null;

    public string? ToldBy(string receiver, IncidentEvent news) =>
        _isTold && news.Incident.Cluster == cluster ? "replica-2" : null;

    public Task<bool> ClaimAsync(string receiver, IncidentEvent news)
    {
        if (news.Incident.Cluster != cluster)
            return Task.FromResult(true);
        _isTold = true;
        Changed?.Invoke();
        return Task.FromResult(false);
    }

    public void Told(string receiver, Incident incident) { }

    public void Muted(string receiver, Incident incident, DateTimeOffset until) { }

    public string KeyOf(string receiver, Incident incident) => incident.Key;
}
