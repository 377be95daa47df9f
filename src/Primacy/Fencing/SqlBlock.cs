using Npgsql;
using Primacy.Probing;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Topology;

namespace Primacy.Fencing;

/// <summary>
/// Closes the databases of a server to everybody, superusers included, and ends the sessions that are there. Softer
/// means stop nobody: a session may set default_transaction_read_only, or be ended and connect again.
/// </summary>
/// <param name="reach">How a server is connected to; null when it is not known.</param>
/// <param name="time">The clock.</param>
internal sealed class SqlBlock(Func<RepairTarget, ConnectionSettings?> reach, TimeProvider time) : IFence
{
    static readonly TimeSpan OfferPatience = TimeSpan.FromSeconds(5);

    static readonly TimeSpan FencePatience = TimeSpan.FromSeconds(30);

    readonly Standstill _standstill = new(time);

    public string Name => "sql";

    public FenceEffect Effect => FenceEffect.BlocksWrites;

    public async ValueTask<Offer> OfferAsync(RepairTarget loser, CancellationToken cancellation)
    {
        if (reach(loser) is not { } settings)
            return Offer.None;
        using var patience = new CancellationTokenSource(OfferPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await using var session = await FenceSession.OpenAsync(settings, OfferPatience, either.Token);
            return await JudgedServer.DifferenceAsync(session, loser) is { } difference
                ? new Offer.Impossible(difference, "Look at the cluster as it is now.")
                : (await Doors.ReadAsync(session)).ToOffer(loser);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && ConnectionFaults.IsExpected(fault))
        {
            return new Offer.Impossible(
                $"{loser.Instance} cannot be asked: {ConnectionFaults.Words(fault)}.",
                "Stop the server by other means."
            );
        }
    }

    public Task<FenceOutcome> FenceAsync(FenceOrder order, CancellationToken cancellation) =>
        WithinAsync(order.Loser, (settings, within) => CloseAsync(order, settings, within), cancellation);

    /// <summary>Opens again what was closed; null when it is done, and else why not, as a sentence.</summary>
    public async Task<string?> ReopenAsync(
        RepairTarget loser,
        IReadOnlyList<string> databases,
        CancellationToken cancellation
    )
    {
        var outcome = await WithinAsync(
            loser,
            (settings, within) => OpenAsync(loser, databases, settings, within),
            cancellation
        );
        return outcome switch
        {
            FenceOutcome.Refused refused => refused.Why,
            FenceOutcome.Unknown unknown => unknown.Why,
            _ => null,
        };
    }

    async Task<FenceOutcome> WithinAsync(
        RepairTarget loser,
        Func<ConnectionSettings, CancellationToken, Task<FenceOutcome>> act,
        CancellationToken cancellation
    )
    {
        if (reach(loser) is not { } settings)
            return new FenceOutcome.Refused($"Primacy has no way to connect to {loser.Instance}.");
        using var patience = new CancellationTokenSource(FencePatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await act(settings, either.Token);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && ConnectionFaults.IsExpected(fault))
        {
            return new FenceOutcome.Unknown(
                patience.IsCancellationRequested
                    ? $"{loser.Instance} was not done within {FencePatience.TotalSeconds:0} s."
                    : $"{loser.Instance} cannot be asked: {ConnectionFaults.Words(fault)}."
            );
        }
        catch (Exception fault) when (cancellation.IsCancellationRequested && ConnectionFaults.IsExpected(fault))
        {
            throw new OperationCanceledException("Fencing was given up.", fault, cancellation);
        }
    }

    async Task<FenceOutcome> CloseAsync(FenceOrder order, ConnectionSettings settings, CancellationToken cancellation)
    {
        var loser = order.Loser;
        await using var session = await FenceSession.OpenAsync(settings, FencePatience, cancellation);
        await session.DoAsync("BEGIN");
        // Within the transaction that acts: nobody can be exchanged for somebody else on one connection.
        if (await JudgedServer.DifferenceAsync(session, loser) is { } difference)
            return new FenceOutcome.Refused(difference);
        var doors = await Doors.ReadAsync(session);
        if (doors.ToOffer(loser) is var offer && offer != order.Approved)
            return new FenceOutcome.Refused(Changed(offer));
        if (order.Objection() is { } objection)
            return new FenceOutcome.Refused(objection);
        Door[] closed = [.. doors.Open];
        if (await CloseAsync(session, closed) is { } failure)
            return new FenceOutcome.Refused($"{loser.Instance} closes nothing: {failure}.");
        // Each of them may have waited for a lock.
        if (order.Objection() is { } late)
            return new FenceOutcome.Refused(late);
        try
        {
            await session.DoAsync("COMMIT");
            return await ProveAsync(order, doors, closed, (session, settings), cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested && ConnectionFaults.IsExpected(fault))
        {
            return new FenceOutcome.Unknown(
                $"{loser.Instance} cannot be asked: {ConnectionFaults.Words(fault)}. {Doors.Undo(closed)}"
            );
        }
        catch (Exception fault) when (cancellation.IsCancellationRequested && ConnectionFaults.IsExpected(fault))
        {
            return new FenceOutcome.Unknown(
                $"{loser.Instance} was given up before its proof was there. {Doors.Undo(closed)}"
            );
        }
    }

    /// <summary>Ends the sessions there are and sees that nobody writes any more.</summary>
    async Task<FenceOutcome> ProveAsync(
        FenceOrder order,
        Doors doors,
        Door[] closed,
        (FenceSession Session, ConnectionSettings Settings) with,
        CancellationToken cancellation
    )
    {
        var (session, settings) = with;
        var closing = new Closing(doors, settings, time);
        if (await closing.EndSessionsAsync(session, order.Objection, cancellation) is { } remaining)
            return new FenceOutcome.Unknown($"{remaining} {Doors.Undo(closed)}");
        if (await closing.TryAsync(cancellation) is { } entered)
            return new FenceOutcome.Unknown($"{entered} {Doors.Undo(closed)}");
        return await _standstill.WaitAsync(session, cancellation) is { } stand
            ? new FenceOutcome.Fenced(
                $"{doors.Names} refuse connections, no session is left there, no transaction began to write within "
                    + $"{Standstill.Window.TotalSeconds:0} s, and WAL stands at {stand}. {Doors.Undo(closed)}",
                stand
            )
            : new FenceOutcome.Unknown(
                $"WAL still moves, so that somebody writes by another way. {Doors.Undo(closed)}"
            );
    }

    /// <summary>What the server says against it; what was done before then is undone with the transaction.</summary>
    static async Task<string?> CloseAsync(FenceSession session, Door[] open)
    {
        try
        {
            foreach (var door in open)
                await session.DoAsync($"ALTER DATABASE {door.Quoted} ALLOW_CONNECTIONS false");
            return null;
        }
        catch (PostgresException refused)
        {
            return refused.MessageText;
        }
    }

    static async Task<FenceOutcome> OpenAsync(
        RepairTarget loser,
        IReadOnlyList<string> databases,
        ConnectionSettings settings,
        CancellationToken cancellation
    )
    {
        await using var session = await FenceSession.OpenAsync(settings, FencePatience, cancellation);
        if (await JudgedServer.DifferenceAsync(session, loser) is { } difference)
            return new FenceOutcome.Refused(difference);
        var doors = await Doors.ReadAsync(session);
        await session.DoAsync("BEGIN");
        foreach (var door in doors.All.Where(door => databases.Contains(door.Name)))
            await session.DoAsync($"ALTER DATABASE {door.Quoted} ALLOW_CONNECTIONS true");
        await session.DoAsync("COMMIT");
        return new FenceOutcome.Fenced("They are open.");
    }

    static string Changed(Offer offer) =>
        offer switch
        {
            Offer.Possible now => $"What was approved does not hold any longer: {now.Holds}",
            Offer.Impossible now => now.Why,
            _ => "It is not possible any longer.",
        };
}
