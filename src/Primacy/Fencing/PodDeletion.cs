using k8s.Autorest;
using k8s.Models;
using Primacy.Kubernetes;
using Primacy.Kubernetes.Pods;
using Primacy.Probing;
using Primacy.Repair;
using Primacy.Repairing;

namespace Primacy.Fencing;

/// <summary>
/// Deletes the pod of a primary that should go, as people do by hand. What makes pods makes it again, so that it is
/// right only where the new one will follow the other primary.
/// </summary>
/// <param name="find">The pod of a server that was found; null for a server that is none.</param>
/// <param name="connect">The API server; null while it cannot be reached or is not asked.</param>
/// <param name="reach">How a server is connected to; null when it is not known.</param>
/// <param name="time">The clock.</param>
internal sealed class PodDeletion(
    Func<RepairTarget, PodName?> find,
    Func<KubernetesConnection?> connect,
    Func<RepairTarget, ConnectionSettings?> reach,
    TimeProvider time
) : IFence
{
    const string Remedy = "Let it list and delete pods in that namespace; the chart does so with repair.enabled=true.";

    const string LookAgain = "Look at the cluster as it is now.";

    static readonly TimeSpan SqlPatience = TimeSpan.FromSeconds(5);

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>What a kubelet may need beside the grace period.</summary>
    static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    static readonly TimeSpan GraceDefault = TimeSpan.FromSeconds(30);

    public string Name => "pod";

    public FenceEffect Effect => FenceEffect.EndsServer;

    public async ValueTask<Offer> OfferAsync(RepairTarget loser, CancellationToken cancellation)
    {
        if (find(loser) is not { } pod)
            return Offer.None;
        if (connect() is not { } connection)
            return new Offer.Impossible("The Kubernetes API cannot be reached.", "See the log of Primacy.");
        try
        {
            var api = new PodApi(connection, pod);
            if (OfferOf(loser, pod, await api.FindAsync(cancellation)) is not Offer.Possible offer)
                return new Offer.Impossible($"The pod {pod} at {loser.Host} is not there any longer.", LookAgain);
            if (!await api.MayDeleteAsync(cancellation))
                return new Offer.Impossible($"This service account may not delete the pod {pod}.", Remedy);
            return await WhoAsync(loser, reach(loser), cancellation) switch
            {
                Answer.TheOne => offer,
                Answer.Another another => new Offer.Impossible(another.Why, LookAgain),
                var silent => new Offer.Impossible(((Answer.Silence)silent).Why, "See what its pod says."),
            };
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && IsExpected(fault))
        {
            return new Offer.Impossible($"The Kubernetes API does not answer as it should: {Words(fault)}.", Remedy);
        }
    }

    public async Task<FenceOutcome> FenceAsync(FenceOrder order, CancellationToken cancellation)
    {
        var loser = order.Loser;
        if (find(loser) is not { } pod)
            return new FenceOutcome.Refused($"{loser.Instance} is no pod that was found.");
        if (connect() is not { } connection)
            return new FenceOutcome.Refused("The Kubernetes API cannot be reached.");
        var settings = reach(loser);
        var isAsked = false;
        try
        {
            var api = new PodApi(connection, pod);
            var found = await api.FindAsync(cancellation);
            if (OfferOf(loser, pod, found) != order.Approved)
                return new FenceOutcome.Refused(
                    $"What was approved does not hold any longer. The pod {pod} {Describe(found)}."
                );
            switch (await WhoAsync(loser, settings, cancellation))
            {
                case Answer.Another another:
                    return new FenceOutcome.Refused(another.Why);
                case Answer.Silence silence:
                    return new FenceOutcome.Unknown($"Nothing was done. {silence.Why}");
            }
            if (order.Objection() is { } objection)
                return new FenceOutcome.Refused(objection);
            isAsked = true;
            return await AskAsync(api, found!.Metadata.Uid, cancellation) is { } refusal
                ? new FenceOutcome.Refused(refusal)
                : await SeeItGoneAsync((loser, settings), pod, api, found, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && IsExpected(fault))
        {
            return new FenceOutcome.Unknown($"Nothing was done. The Kubernetes API does not answer: {Words(fault)}.");
        }
        catch (Exception fault) when (isAsked && IsExpected(fault))
        {
            return new FenceOutcome.Unknown(
                $"The deletion of the pod {pod} was asked for, and it was given up to wait for its end."
            );
        }
    }

    /// <summary>
    /// Asks for its deletion; why it is refused, as a sentence, and null where it is under way. Of an answer that is
    /// lost the pod itself tells.
    /// </summary>
    static async Task<string?> AskAsync(PodApi api, string uid, CancellationToken cancellation)
    {
        try
        {
            return await api.DeleteAsync(uid, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && IsExpected(fault))
        {
            return null;
        }
    }

    /// <summary>
    /// A pod that is gone from the API may run on where its node is cut off and somebody has deleted it by force, so
    /// that the server is asked too.
    /// </summary>
    async Task<FenceOutcome> SeeItGoneAsync(
        (RepairTarget Loser, ConnectionSettings? Settings) judged,
        PodName pod,
        PodApi api,
        V1Pod deleted,
        CancellationToken cancellation
    )
    {
        var (loser, settings) = judged;
        if (await RemainsAsync(pod, api, deleted, cancellation) is { } remains)
            return new FenceOutcome.Unknown(remains);
        // At the address that was judged, wherever the next pod is: discovery may have found that one already.
        return await WhoAsync(loser, settings, cancellation) switch
        {
            Answer.TheOne => new FenceOutcome.Unknown(
                $"The pod {pod} is gone, but its server still answers at {loser.Host}."
            ),
            Answer.Another => new FenceOutcome.Fenced(
                $"The pod {pod} with UID {deleted.Metadata.Uid} is gone, and at {loser.Host} another server answers."
            ),
            _ => new FenceOutcome.Fenced(
                $"The pod {pod} with UID {deleted.Metadata.Uid} is gone, and its server answers at {loser.Host} no more."
            ),
        };
    }

    /// <summary>
    /// Waits until the pod is gone; null when it is, and else what is known of it, as sentences. While the API server
    /// does not answer the pod ends all the same, and what its server writes is recorded for as long as this waits.
    /// </summary>
    async Task<string?> RemainsAsync(PodName pod, PodApi api, V1Pod deleted, CancellationToken cancellation)
    {
        var patience = Slack + GraceOf(deleted);
        var began = time.GetTimestamp();
        while (true)
        {
            var silence = "";
            try
            {
                if (await api.FindAsync(cancellation) is not { } there || there.Metadata.Uid != deleted.Metadata.Uid)
                    return null;
                if (there.Metadata.DeletionTimestamp is null)
                    return $"The deletion of the pod {pod} was asked for, and the pod does not end.";
            }
            catch (Exception fault) when (!cancellation.IsCancellationRequested && IsExpected(fault))
            {
                silence = $"The Kubernetes API does not answer: {Words(fault)}.";
            }
            if (time.GetElapsedTime(began) > patience)
                return silence.Length > 0
                    ? $"The deletion of the pod {pod} was asked for, and whether it is gone is not known. {silence}"
                    : $"The pod {pod} is still ending after {patience.TotalSeconds:0} s. Perhaps its node is cut off, "
                        + "and then the server runs on: do not delete it by force before the node is down.";
            await Task.Delay(Pause, time, cancellation);
        }
    }

    static TimeSpan GraceOf(V1Pod pod) =>
        pod.Spec.TerminationGracePeriodSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : GraceDefault;

    /// <summary>What would be done to a pod; null when it is not there, or at another address.</summary>
    static Offer.Possible? OfferOf(RepairTarget loser, PodName pod, V1Pod? found) =>
        found is { Status: { } status }
        && (status.PodIP == loser.Host || status.PodIPs?.Any(address => address.Ip == loser.Host) is true)
            ? new Offer.Possible(
                $"Deletes the pod {pod}, which its controller makes again with the same volume.",
                $"The pod {pod} at {loser.Host} has the UID {found.Metadata.Uid}."
            )
            : null;

    static string Describe(V1Pod? found) =>
        found is { Metadata.Uid: var uid, Status.PodIP: var ip }
            ? $"has the UID {uid} and {(ip is null ? "no address" : $"the address {ip}")}"
            : "is not there";

    async Task<Answer> WhoAsync(RepairTarget loser, ConnectionSettings? settings, CancellationToken cancellation)
    {
        if (settings is null)
            return new Answer.Silence($"Primacy has no way to connect to {loser.Instance}.");
        using var patience = new CancellationTokenSource(SqlPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await using var session = await FenceSession.OpenAsync(settings, SqlPatience, either.Token);
            return await JudgedServer.DifferenceAsync(session, loser) is { } difference
                ? new Answer.Another(difference)
                : new Answer.TheOne();
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && ConnectionFaults.IsExpected(fault))
        {
            return new Answer.Silence($"{loser.Instance} cannot be asked who it is: {ConnectionFaults.Words(fault)}.");
        }
    }

    static bool IsExpected(Exception fault) =>
        OutsideFaults.Include(fault)
        || fault is HttpOperationException or TimeoutException or OperationCanceledException or ObjectDisposedException;

    static string Words(Exception fault) =>
        fault is HttpOperationException refused ? $"status {(int)refused.Response.StatusCode}" : fault.Message;

    abstract record Answer
    {
        public sealed record TheOne : Answer;

        public sealed record Another(string Why) : Answer;

        public sealed record Silence(string Why) : Answer;
    }
}
