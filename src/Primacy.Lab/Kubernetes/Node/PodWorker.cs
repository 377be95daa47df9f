using k8s.Autorest;
using k8s.Models;
using Npgsql;

namespace Primacy.Lab.Kubernetes.Node;

/// <summary>What a node does for one pod, from its being bound to its end.</summary>
internal sealed class PodWorker(V1Pod pod, LabNode node) : IDisposable
{
    static readonly TimeSpan ProbePeriod = TimeSpan.FromMilliseconds(500);

    /// <summary>Shorter than a node's in earnest, as somebody waits for it.</summary>
    static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    static readonly TimeSpan UsualGrace = TimeSpan.FromSeconds(30);

    /// <summary>What a node gives to a pod that was deleted by force.</summary>
    static readonly TimeSpan ForcedGrace = TimeSpan.FromSeconds(2);

    readonly CancellationTokenSource _ending = new();
    readonly CancellationTokenSource _patience = new(Timeout.InfiniteTimeSpan, node.Time);
    volatile V1Pod _pod = pod;
    volatile bool _isGone;
    TimeSpan? _grace;
    PodStatus? _reported;

    /// <summary>Ends when nothing of the pod runs any more; whether the next one of its name starts alone.</summary>
    public Task<bool> Completion { get; private set; } = Task.FromResult(false);

    public void Start(Task<bool> predecessor, CancellationToken cancellation) =>
        Completion = RunAsync(predecessor, cancellation);

    /// <summary>The pod's object has changed.</summary>
    public void Update(V1Pod changed)
    {
        _pod = changed;
        if (changed.Metadata.DeletionTimestamp is not null)
            End(
                changed.Metadata.DeletionGracePeriodSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : UsualGrace
            );
    }

    /// <summary>The pod's object is gone, so somebody has deleted it by force.</summary>
    public void Vanish()
    {
        _isGone = true;
        End(ForcedGrace);
    }

    public void Dispose()
    {
        _ending.Dispose();
        _patience.Dispose();
    }

    /// <summary>Said again it may become sooner, and never later.</summary>
    void End(TimeSpan grace)
    {
        if (grace >= _grace)
            return;
        _grace = grace;
        _patience.CancelAfter(grace);
        _ending.Cancel();
    }

    async Task<bool> RunAsync(Task<bool> predecessor, CancellationToken lab)
    {
        var place = node.PlaceOf(_pod, isAlone: await predecessor);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token, lab);
        try
        {
            await node.Api.BindAsync(_pod, ending.Token);
            for (var restarts = 0; ; restarts++)
            {
                await LiveAsync(place, restarts, ending.Token, lab);
                await Task.Delay(RestartPause, node.Time, ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // It was deleted, or the lab ends.
        }
        catch (Exception fault)
        {
            // Nobody awaits this task before the lab ends.
            node.Say($"{_pod.Metadata.Name} is left alone after a fault of the lab: {fault}");
            throw;
        }
        if (!_isGone && !lab.IsCancellationRequested)
            await node.Api.RemoveAsync(_pod, lab);
        return _pod.Metadata.Annotations is { } notes
            && notes.TryGetValue(LabNode.NextStart, out var next)
            && next == LabNode.Alone;
    }

    /// <summary>From one start of the container to its end.</summary>
    async Task LiveAsync(PodPlace place, int restarts, CancellationToken ending, CancellationToken lab)
    {
        var status = new PodStatus
        {
            Address = place.Address,
            Since = node.Time.GetUtcNow(),
            Restarts = restarts,
        };
        await ReportAsync(status, ending);
        IContainer? container = null;
        try
        {
            container = await node.ContainerOfAsync(_pod, place, ending);
            await container.StartAsync(ending);
            while (!container.Exited.IsCompleted)
            {
                var isReady = await container.IsReadyAsync(ending);
                await ReportAsync(status with { IsRunning = true, IsReady = isReady }, ending);
                await Task.WhenAny(container.Exited, Task.Delay(ProbePeriod, node.Time, ending));
                ending.ThrowIfCancellationRequested();
            }
            node.Say($"{_pod.Metadata.Name} has ended, and is started again");
        }
        catch (Exception failure) when (IsOutside(failure))
        {
            node.Say($"{_pod.Metadata.Name} did not start: {failure.Message}");
        }
        finally
        {
            if (container is not null)
                await EndAsync(container, lab);
        }
    }

    async Task EndAsync(IContainer container, CancellationToken lab)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_patience.Token, lab);
        if (_ending.IsCancellationRequested)
            await container.StopAsync(patience.Token);
        await container.KillAsync();
    }

    /// <summary>Once, as what is not heard is told again with the next probe.</summary>
    async Task ReportAsync(PodStatus status, CancellationToken cancellation)
    {
        if (status != _reported && await node.Api.TryReportAsync(_pod, status, cancellation))
            _reported = status;
    }

    static bool IsOutside(Exception e) =>
        e is LabException or NpgsqlException or IOException or HttpRequestException or HttpOperationException;
}
