using System.Collections.Immutable;
using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Membership;
using Primacy.Kubernetes.Objects;
using Primacy.Kubernetes.Presets;
using Primacy.Kubernetes.Streaming;
using Primacy.Topology;

namespace Primacy.Kubernetes.Following;

/// <summary>
/// Finds the clusters of a Kubernetes and follows what becomes of them. It only watches: what that means is said by
/// <see cref="Discoverer"/> and <see cref="Roll"/>, which are pure.
/// </summary>
/// <param name="options">What is looked for.</param>
/// <param name="connection">The API server.</param>
/// <param name="store">Who was expected before a restart.</param>
/// <param name="time">The clock.</param>
/// <param name="loggers">Makes the loggers of the watches.</param>
internal sealed class ClusterFinder(
    KubernetesOptions options,
    KubernetesConnection connection,
    IRollStore store,
    TimeProvider time,
    ILoggerFactory loggers
)
{
    /// <summary>A pod that starts changes several times in a row; a cluster is taken over once.</summary>
    static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    /// <summary>How often it is looked whom to forget.</summary>
    static readonly TimeSpan ReviewEvery = TimeSpan.FromSeconds(10);

    readonly Signal _changed = new();
    readonly Renewals _renewals = new();
    readonly List<ResourceWatch> _watches = [];
    readonly Dictionary<ClusterKey, SecretReference> _references = [];
    readonly WireReader _reader = new(Annotations(options));
    EquatableArray<KnownCluster> _known;
    ImmutableDictionary<ClusterKey, TimedClaim[]> _claims = ImmutableDictionary<ClusterKey, TimedClaim[]>.Empty;
    Discovery _found = Discovery.Nothing;

    /// <summary>What was found last, for those who want to see more than clusters.</summary>
    public Discovery Found => Volatile.Read(ref _found);

    /// <summary>What is believed of a cluster, as of now.</summary>
    public EquatableArray<Claim> ClaimsOf(ClusterKey cluster) =>
        Volatile.Read(ref _claims).TryGetValue(cluster, out var claims)
            ? [.. claims.Select(claim => claim.Now).OfType<Claim>()]
            : [];

    /// <summary>Follows until it is cancelled.</summary>
    /// <param name="use">Takes the clusters to watch from now on, each time they have changed.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(Action<EquatableArray<FoundCluster>> use, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        PresetCells[] presets =
        [
            .. ChosenPresets(options).Select(preset => new PresetCells(preset, [.. Cells(preset)])),
        ];
        _known = store.Load();
        // An API server that is not there when we start must not keep us from watching what we know.
        if (_known.Count > 0 && options.Secret is null)
            use([.. _known.Select(known => ToWatch(known, presets, Discovery.Nothing))]);
        await using var secrets = new SecretWatches(Watch, _changed.Set, time);
        Task[] watches = [.. _watches.Select(watch => watch.RunAsync(stop.Token))];
        var reviewing = ReviewAsync(presets, secrets, use, stop.Token);
        try
        {
            // None of them ends; whichever does has a fault that must not stay unnoticed.
            await await Task.WhenAny([reviewing, .. watches]);
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll([reviewing, .. watches]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The presets that are asked for, and what is selected beside them.</summary>
    public static IEnumerable<IPreset> ChosenPresets(KubernetesOptions options) =>
        AllPresets
            .All.Where(preset => options.Presets.Contains(preset.Name))
            .Concat(options.Selectors.Select(selector => new SelectorPreset(selector)));

    async Task ReviewAsync(
        PresetCells[] presets,
        SecretWatches secrets,
        Action<EquatableArray<FoundCluster>> use,
        CancellationToken cancellation
    )
    {
        EquatableArray<FoundCluster>? used = null;
        while (true)
        {
            await _changed.WaitAsync(ReviewEvery, time, cancellation);
            await Task.Delay(Settling, time, cancellation);
            if (!presets.All(preset => preset.IsReady))
                continue;
            var wanted = await ReviewAsync(presets, secrets);
            if (wanted == used)
                continue;
            used = wanted;
            use(wanted);
        }
    }

    async Task<EquatableArray<FoundCluster>> ReviewAsync(PresetCells[] presets, SecretWatches secrets)
    {
        var now = time.GetUtcNow();
        var found = Discoverer.Discover(
            presets.Select(preset => (preset.Preset, (IReadOnlyCollection<KubernetesObject>)preset.Objects))
        ) with
        {
            Blind = [.. presets.Where(preset => preset.IsBlind).Select(preset => preset.Preset.Name)],
        };
        var known = Roll.Next(_known, found, now, options.Forget);
        Save(known);
        Volatile.Write(ref _found, found);
        Volatile.Write(ref _claims, Claims(presets, found, now));
        NoteReferences(presets, found, known);
        await secrets.WantAsync(_references.Select(r => (r.Key.Namespace, r.Value.Name)).ToHashSet());
        return
        [
            .. known
                .Select(cluster => WithCredentials(ToWatch(cluster, presets, found), secrets))
                .OfType<FoundCluster>(),
        ];
    }

    /// <summary>The cluster to watch; null as long as its Secret has not been asked for.</summary>
    FoundCluster? WithCredentials(FoundCluster cluster, SecretWatches secrets)
    {
        if (!_references.TryGetValue(cluster.Key, out var reference))
            return cluster;
        return secrets.IsReady(cluster.Key.Namespace, reference.Name)
            ? cluster with
            {
                Credentials = Credentials(reference, secrets.Find(cluster.Key.Namespace, reference.Name)),
            }
            : null;
    }

    void Save(EquatableArray<KnownCluster> known)
    {
        if (known == _known)
            return;
        var before = _known.ToDictionary(cluster => cluster.Key);
        var changed = known.Where(c => !before.Remove(c.Key, out var old) || old != c).ToArray();
        store.Save(changed, before.Keys);
        _known = known;
    }

    ImmutableDictionary<ClusterKey, TimedClaim[]> Claims(PresetCells[] presets, Discovery found, DateTimeOffset now)
    {
        _renewals.Keep(found.Clusters.Select(cluster => cluster.Key).ToHashSet());
        return found.Clusters.ToImmutableDictionary(
            cluster => cluster.Key,
            cluster =>
                cluster.Claims.Select(claim => Timed(presets, cluster.Key, claim, now)).OfType<TimedClaim>().ToArray()
        );
    }

    TimedClaim? Timed(PresetCells[] presets, ClusterKey cluster, StatedClaim stated, DateTimeOffset now)
    {
        var preset = Array.Find(presets, preset => preset.Preset.Name == cluster.Preset)!;
        if (stated.Renewal is null)
            return new TimedClaim(stated.Claim, preset, stated.From, null);
        return _renewals.RenewedAt(cluster, stated, now) is { } renewed
            ? new TimedClaim(stated.Claim, preset, stated.From, renewed)
            : null;
    }

    /// <summary>A cluster of which nothing is left but that it is expected keeps its Secret.</summary>
    void NoteReferences(PresetCells[] presets, Discovery found, EquatableArray<KnownCluster> known)
    {
        if (options.Secret is not { } source)
            return;
        foreach (var cluster in found.Clusters)
        {
            var preset = Array.Find(presets, preset => preset.Preset.Name == cluster.Key.Preset)!.Preset;
            if (source.Of(preset, cluster) is { } reference)
                _references[cluster.Key] = reference;
        }
        var expected = known.Select(cluster => cluster.Key).ToHashSet();
        foreach (var gone in _references.Keys.Where(key => !expected.Contains(key)).ToArray())
            _references.Remove(gone);
    }

    static FoundCredentials Credentials(SecretReference reference, Objects.Secret? secret) =>
        new(
            (reference.UserKey is { } key ? secret?.Value(key) : null) ?? reference.User,
            reference.PasswordKeys.Select(key => secret?.Value(key)).FirstOrDefault(value => value is not null)
        );

    static FoundCluster ToWatch(KnownCluster cluster, PresetCells[] presets, Discovery found)
    {
        var preset = Array.Find(presets, preset => preset.Preset.Name == cluster.Key.Preset)?.Preset;
        return new(cluster.Key, cluster.Instances)
        {
            PatroniPort = preset?.PatroniPort,
            RepmgrDatabase = preset?.RepmgrDatabase,
            Pgpools = found.Clusters.FirstOrDefault(one => one.Key == cluster.Key)?.Pgpools ?? [],
        };
    }

    IEnumerable<ObjectCell> Cells(IPreset preset)
    {
        string?[] spaces = options.Namespaces.Count == 0 ? [null] : [.. options.Namespaces];
        foreach (var interest in preset.Interests)
        {
            foreach (var space in spaces)
            {
                var cell = new ObjectCell(interest.Kind, _changed.Set, time);
                _watches.Add(Watch(new Collection(interest.Kind, space, interest.Labels), cell));
                yield return cell;
            }
        }
    }

    ResourceWatch Watch(Collection collection, IObjectSink sink) =>
        new(connection, collection, _reader, sink, time, loggers.CreateLogger<ResourceWatch>());

    static HashSet<string> Annotations(KubernetesOptions options) =>
        [
            "leader",
            "renewTime",
            .. options.Selectors.SelectMany(selector => new[] { selector.Cluster, selector.Port }).OfType<string>(),
        ];
}
