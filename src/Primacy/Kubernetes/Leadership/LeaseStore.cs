using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Primacy.Kubernetes.Leadership;

/// <summary>
/// The Lease in the API server. See https://kubernetes.io/docs/concepts/architecture/leases/.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="name">The Lease's name.</param>
/// <param name="space">Its namespace.</param>
/// <param name="patience">How long one request may take.</param>
internal sealed class LeaseStore(KubernetesConnection connection, string name, string space, TimeSpan patience)
{
    const string Told = "primacy/told";
    const string Replicas = "primacy/replicas";
    const string Shared = "primacy/muted";

    V1Lease? _last;

    /// <summary>The Lease as it is; null when there is none.</summary>
    /// <exception cref="LeaseException">The API server does not answer, or refuses.</exception>
    public async Task<LeaseRecord?> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            _last = await AskAsync(
                within =>
                    connection.Client.CoordinationV1.ReadNamespacedLeaseAsync(name, space, cancellationToken: within),
                cancellation
            );
            return Record(_last);
        }
        catch (HttpOperationException fault) when (fault.Response.StatusCode is HttpStatusCode.NotFound)
        {
            _last = null;
            return null;
        }
        catch (HttpOperationException fault)
        {
            throw Refused("read", fault);
        }
    }

    /// <summary>Puts a record in the place of what was last read; null when somebody else was quicker.</summary>
    /// <exception cref="LeaseException">The API server does not answer, or refuses.</exception>
    public async Task<LeaseRecord?> WriteAsync(LeaseRecord record, CancellationToken cancellation)
    {
        var lease = Lease(record);
        try
        {
            _last = await AskAsync(
                within =>
                    _last is null
                        ? connection.Client.CoordinationV1.CreateNamespacedLeaseAsync(
                            lease,
                            space,
                            cancellationToken: within
                        )
                        : connection.Client.CoordinationV1.ReplaceNamespacedLeaseAsync(
                            lease,
                            name,
                            space,
                            cancellationToken: within
                        ),
                cancellation
            );
            return Record(_last);
        }
        catch (HttpOperationException fault) when (fault.Response.StatusCode is HttpStatusCode.Conflict)
        {
            return null;
        }
        catch (HttpOperationException fault)
        {
            throw Refused(_last is null ? "create" : "update", fault);
        }
    }

    async Task<V1Lease> AskAsync(Func<CancellationToken, Task<V1Lease>> ask, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            return await ask(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new LeaseException($"{connection.Server} has not answered within {patience.TotalSeconds:0.#} s");
        }
        catch (Exception fault) when (OutsideFaults.Include(fault))
        {
            throw new LeaseException($"{connection.Server} cannot be reached: {fault.Message}", fault);
        }
    }

    LeaseException Refused(string verb, HttpOperationException fault) =>
        new(
            $"{connection.Server} refuses to {verb} the lease {space}/{name} ({(int)fault.Response.StatusCode}): "
                + (
                    fault.Response.StatusCode is HttpStatusCode.Unauthorized
                        ? "it does not accept our token or certificate"
                        : "may this service account get, create and update it?"
                ),
            fault
        );

    V1Lease Lease(LeaseRecord record) =>
        new()
        {
            ApiVersion = "coordination.k8s.io/v1",
            Kind = "Lease",
            Metadata = new V1ObjectMeta
            {
                Name = name,
                NamespaceProperty = space,
                Labels = _last?.Metadata.Labels,
                OwnerReferences = _last?.Metadata.OwnerReferences,
                ResourceVersion = record.Version,
                Annotations = Annotations(record),
            },
            Spec = new V1LeaseSpec
            {
                HolderIdentity = record.Holder,
                LeaseDurationSeconds = (int)Math.Ceiling(record.Duration.TotalSeconds),
                AcquireTime = record.AcquiredAt,
                RenewTime = record.RenewedAt,
                LeaseTransitions = record.Transitions,
            },
        };

    Dictionary<string, string> Annotations(LeaseRecord record)
    {
        var all = new Dictionary<string, string>(_last?.Metadata.Annotations ?? new Dictionary<string, string>())
        {
            [Told] = LedgerJson.Write(record.Ledger),
            [Replicas] = RosterJson.Write(record.Replicas),
        };
        if (record.Shared is { } shared)
            all[Shared] = shared;
        return all;
    }

    static LeaseRecord Record(V1Lease lease) =>
        new()
        {
            Holder = lease.Spec?.HolderIdentity ?? "",
            Duration = TimeSpan.FromSeconds(
                lease.Spec?.LeaseDurationSeconds ?? LeadershipOptions.DurationDefault.TotalSeconds
            ),
            RenewedAt = lease.Spec?.RenewTime,
            AcquiredAt = lease.Spec?.AcquireTime,
            Transitions = lease.Spec?.LeaseTransitions ?? 0,
            Ledger = LedgerJson.Read(Annotation(lease, Told)),
            Replicas = RosterJson.Read(Annotation(lease, Replicas)),
            Shared = Annotation(lease, Shared),
            Version = lease.Metadata.ResourceVersion,
        };

    static string? Annotation(V1Lease lease, string key) =>
        lease.Metadata.Annotations?.TryGetValue(key, out var text) is true ? text : null;
}
