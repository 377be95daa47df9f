using Primacy.Analysis;
using Primacy.Analysis.Splits;
using Primacy.Incidents;
using Primacy.Topology;

namespace Primacy;

/// <summary>
/// The heart: a look at a cluster and what was known before give what is known after and what is to be done. Pure: the
/// same history always gives the same events.
/// </summary>
public static class ClusterMachine
{
    /// <summary>The step after a look. It asks for a second read before it says that there are two primaries.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="declared">Its members.</param>
    /// <param name="state">What was known before.</param>
    /// <param name="seen">What was seen of it.</param>
    /// <param name="now">The time.</param>
    /// <param name="policy">What the operator decided.</param>
    public static ClusterStep Step(
        string cluster,
        EquatableArray<Instance> declared,
        ClusterState state,
        Sightings seen,
        DateTimeOffset now,
        ClusterPolicy policy
    )
    {
        var look = Look(cluster, declared, state, seen, now, policy);
        return Confirmation.Needed(look.Assessment, state.Incidents, state.Memory) is { Count: > 0 } reread
            ? look with
            {
                Reread = reread,
            }
            : Decide(look, now, policy);
    }

    /// <summary>The step after the second read, from the state that the first one left. It always decides.</summary>
    public static ClusterStep Confirm(
        string cluster,
        EquatableArray<Instance> declared,
        ClusterState state,
        Sightings seen,
        DateTimeOffset now,
        ClusterPolicy policy
    ) => Decide(Look(cluster, declared, state, seen, now, policy), now, policy);

    static ClusterStep Look(
        string cluster,
        EquatableArray<Instance> declared,
        ClusterState state,
        Sightings seen,
        DateTimeOffset now,
        ClusterPolicy policy
    )
    {
        var earlier = state.Memory.NotAfter(now);
        var memory = earlier.Remember(declared, seen.Newest);
        var view = memory.View(cluster, now, declared, seen);
        // Who was followed is judged by this very look: whoever was restarted since is nobody's upstream any more.
        var upstreams = memory.RememberUpstreams(view, earlier);
        if (!ReferenceEquals(upstreams, memory))
        {
            memory = upstreams;
            view = memory.View(cluster, now, declared, seen);
        }
        var (reigns, found) = Reigns.Next(view, earlier);
        var strays = Strays.Next(view, found);
        if (strays != view.Strays)
            view = view.With(strays);
        EquatableArray<Stray> remembered = reigns is null ? strays : [.. strays, .. reigns];
        if (remembered != memory.Strays)
            memory = memory with { Strays = remembered };
        var known = state with { Memory = memory, AttentiveUntil = Attention.Until(state, view, now, policy) };
        return new(known, view, Analyzer.Analyze(view, policy.Analysis), [], [], Questions.Of(view));
    }

    static ClusterStep Decide(ClusterStep look, DateTimeOffset now, ClusterPolicy policy)
    {
        var (incidents, events) = IncidentBook.Step(
            look.State.Incidents,
            look.View.Cluster,
            look.Assessment,
            look.State.LookedAt,
            now,
            policy.Incidents
        );
        var state = look.State with { Incidents = incidents, LookedAt = now };
        if (events.Count > 0)
            state = state with { AttentiveUntil = now + policy.AttentionSpan };
        return look with { State = state, Events = events, Hurry = Attention.Hurry(state, now, policy) };
    }
}
