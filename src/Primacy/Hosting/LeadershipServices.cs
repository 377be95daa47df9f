using System.Diagnostics.Metrics;
using Primacy.Acting;
using Primacy.Kubernetes;
using Primacy.Kubernetes.Leadership;
using Primacy.Notifications;
using Primacy.Storage;
using Primacy.Web;
using Primacy.Web.Api;

namespace Primacy.Hosting;

/// <summary>What several replicas need to be one; a single watcher needs nothing of it.</summary>
internal static class LeadershipServices
{
    /// <summary>A new leader comes first, and this long after it whoever sees something critical tells it.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>
    /// To be added before what tells, so that it is the last to stop: what is under way is told, and said to be told,
    /// before another leads.
    /// </summary>
    /// <exception cref="KubernetesAccessException">There is no API server to be found.</exception>
    public static void Add(IServiceCollection services, WatchOptions options)
    {
        if (options.Leadership is not { } leadership)
            return;
        // A connection of its own, so that a renewal never waits behind what discovery reads.
        var connection = KubernetesConnection.Open(options.Kubernetes ?? new KubernetesOptions());
        var identity = Identity();
        services.AddSingleton(provider => NewElector(provider, connection, identity, leadership));
        services.AddSingleton<LedgerBook>();
        services.AddSingleton<SharedMutes>();
        services.AddSingleton(provider => new ReplicaTurns(
            identity,
            leadership.Duration + Grace,
            provider.GetRequiredService<Elector>(),
            provider.GetRequiredService<LedgerBook>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<ITurns>(provider => provider.GetRequiredService<ReplicaTurns>());
        services.AddSingleton<LeadershipState>(provider =>
            () => Report(identity, provider.GetRequiredService<Elector>())
        );
        services.AddHostedService<LeadershipService>();
    }

    static Elector NewElector(
        IServiceProvider provider,
        KubernetesConnection connection,
        string identity,
        LeadershipOptions options
    )
    {
        var elector = new Elector(
            new LeaseStore(connection, options.Lease, options.Namespace ?? connection.Namespace, options.Duration / 5),
            new Candidacy(identity, options.Duration),
            provider.GetRequiredService<LedgerBook>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Elector>>()
        );
        elector.Decide = (claim, standing) => provider.GetRequiredService<ReplicaTurns>().Decide(claim, standing);
        elector.Shared = provider.GetRequiredService<SharedMutes>();
        provider.GetRequiredService<MuteBook>().Changed += elector.Wake;
        LeadershipMeter.Observe(provider.GetRequiredService<IMeterFactory>(), elector);
        return elector;
    }

    /// <summary>A pod's name; elsewhere no two processes of one machine have the same.</summary>
    static string Identity() =>
        Environment.GetEnvironmentVariable("POD_NAME") is { Length: > 0 } pod
            ? pod
            : $"{Environment.MachineName.ToLowerInvariant()}-{Environment.ProcessId}";

    static LeadershipReport Report(string identity, Elector elector)
    {
        var standing = elector.Standing;
        var role = standing.Role switch
        {
            Role.Leading => "leading",
            Role.Following => "following",
            _ => "unknown",
        };
        var leader = standing.Holder is { Length: > 0 } holder ? holder : null;
        return new LeadershipReport(role, identity, leader, elector.Transitions, elector.Fault);
    }
}
