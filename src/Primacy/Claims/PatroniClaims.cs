using System.Globalization;
using Primacy.Topology;

namespace Primacy.Claims;

/// <summary>Asks Patroni, at every address of its REST API that is configured.</summary>
/// <remarks>
/// <c>GET /cluster</c> alone proves nothing of the moment: a member may answer from what it remembers of etcd while it
/// is cut off. But <c>GET /leader</c> is answered with 200 only by the member that renewed the leader key by a quorum
/// of the store less than <c>ttl</c> ago, which until then nobody else can hold. So the claim has a quorum when the
/// member that answers is that one, and does not merely go on in failsafe mode, which needs no store.
/// See https://patroni.readthedocs.io/en/latest/rest_api.html.
/// </remarks>
internal sealed class PatroniClaims(PatroniOptions options, TimeSpan timeout, TimeProvider time) : IClaimSource
{
    const int MembersMax = 256;

    readonly PatroniApi _api = new(options);

    public async Task<Claim> AskAsync(CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var begun = time.GetTimestamp();
        var words = await Task.WhenAll(options.Urls.Select(url => AskAsync(url, Hurry, either.Token)));
        cancellation.ThrowIfCancellationRequested();
        var holders = words.Where(word => word is { HoldsKey: true, Cluster: { } }).ToArray();
        if (holders is [var leader])
            return Claim(leader, hasQuorum: NamesOneLeader(leader));
        if (holders.Length > 1)
            return Contradiction(holders);
        return Array.Find(words, word => word.Cluster is { }) is { } any ? Claim(any, hasQuorum: false) : Fault(words);

        // The holder's word is the one that counts; the others get a moment more, and are not waited for in vain.
        void Hurry()
        {
            var left = timeout - time.GetElapsedTime(begun);
            if (left > timeout / 4)
                patience.CancelAfter(timeout / 4);
        }
    }

    public ValueTask DisposeAsync()
    {
        _api.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task<PatroniWord> AskAsync(Uri url, Action onHolder, CancellationToken cancellation)
    {
        PatroniStatus? own = null;
        // Its word is as old as the question: a promotion may come between that and the answer.
        var asked = time.GetUtcNow();
        try
        {
            var (status, word) = await _api.GetAsync(url, "leader", PatroniJson.Default.PatroniStatus, cancellation);
            own = word;
            var (_, cluster) = await _api.GetAsync(url, "cluster", PatroniJson.Default.PatroniCluster, cancellation);
            if (cluster.Members is null or { Count: 0 or > MembersMax })
                throw new ClaimException("names no members, or too many to be true");
            var holds = status == 200 && own is { IsUnlocked: false, IsFailsafe: false };
            if (holds)
                onHolder();
            return new PatroniWord(url, asked, holds, cluster, null);
        }
        catch (ClaimException fault)
        {
            return Silent(url, own is { IsUnlocked: true } ? StoreUnread : fault.Message);
        }
        catch (OperationCanceledException)
        {
            // It speaks for itself at once, and of the cluster not at all: it waits for its store.
            return Silent(url, own is null ? Silence : StoreUnread);
        }
    }

    const string StoreUnread = "cannot read its store (etcd, Consul …), and so knows of no leader";

    string Silence =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"did not answer within {timeout.TotalSeconds:0.###} s: can its REST API be reached from here?"
        );

    PatroniWord Silent(Uri url, string fault) => new(url, time.GetUtcNow(), false, null, fault);

    static bool NamesOneLeader(PatroniWord word) =>
        word.Cluster!.Members!.Count(member => member?.Role is "leader" or "standby_leader" or "master") == 1;

    /// <summary>
    /// Two hold a leader key: they read two stores, as when one was moved to another. Whom any of them calls the leader
    /// is told as one.
    /// </summary>
    static Claim Contradiction(PatroniWord[] words) =>
        Claim(words[0], hasQuorum: false) with
        {
            Source = string.Join(", ", words.Select(word => word.Url)),
            At = words.Min(word => word.At),
            IsPaused = words.Any(word => word.Cluster!.Pause),
            Members =
            [
                .. words
                    .SelectMany(word => word.Members)
                    .GroupBy(member => member.Name)
                    .Select(said => said.FirstOrDefault(member => member.Role is Role.Primary) ?? said.First()),
            ],
        };

    static Claim Claim(PatroniWord word, bool hasQuorum) =>
        new()
        {
            Manager = "Patroni",
            Source = word.Url.ToString(),
            At = word.At,
            HasQuorum = hasQuorum,
            MayDecide = true,
            IsPaused = word.Cluster!.Pause,
            Members = word.Members,
        };

    Claim Fault(PatroniWord[] words) =>
        new()
        {
            Manager = "Patroni",
            Source = string.Join(", ", options.Urls),
            At = time.GetUtcNow(),
            MayDecide = true,
            Fault =
                words.Select(word => word.Fault).Distinct().Count() == 1
                    ? words[0].Fault
                    : string.Join("; ", words.Select(word => $"at {word.Url} {word.Fault}")),
        };
}
