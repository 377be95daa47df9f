using CsCheck;
using Xunit;
using static Primacy.Muting.MutedIncidents;

namespace Primacy.Muting;

/// <summary>Several watchers that tell one another what people muted at each of them, in any order.</summary>
public sealed class SharedMutesProperties
{
    const int Iterations = 20_000;

    static readonly Gen<Silence> Silences = Gen.Select(
        Gen.Int[1, 3],
        Gen.Int[1, 4],
        (id, hours) => Silence(new Matcher("cluster", "orders")) with { Id = $"s{id}", EndsAt = Noon.AddHours(hours) }
    );

    static readonly Gen<Acknowledgement> Acknowledgements = Gen.Select(
        Gen.Int[1, 3],
        Gen.Int[0, 2],
        Gen.Int[1, 3],
        (key, at, hours) =>
            Acknowledged(Broken) with
            {
                Incident = Firing(Broken) with { Key = $"orders/replication-broken/{key}" },
                At = Noon.AddMinutes(at),
                Until = Noon.AddHours(hours),
            }
    );

    static readonly Gen<MaintenanceWindow> Windows = Gen.Select(
        Gen.Int[1, 3],
        Gen.Int[1, 4],
        (id, hours) => Window() with { Id = $"w{id}", Until = Noon.AddHours(hours) }
    );

    static readonly Gen<Mutes> All = Gen.Select(
        Silences.Array[0, 3],
        Acknowledgements.Array[0, 3],
        Windows.Array[0, 3],
        (silences, known, windows) =>
            new Mutes
            {
                Silences = [.. silences.DistinctBy(one => one.Id)],
                Acknowledgements = [.. known.DistinctBy(one => one.Incident.Key)],
                Windows = [.. windows.DistinctBy(one => one.Id)],
            }
    );

    [Fact]
    public void Whoever_hears_of_it_in_whatever_order_and_however_often_comes_to_know_the_same() =>
        Gen.Select(All, All, All)
            .Sample(
                (a, b, c) =>
                {
                    Assert.Equal(Told(Heard(a, b)), Told(Heard(b, a)));
                    Assert.Equal(Told(Heard(Heard(a, b), c)), Told(Heard(a, Heard(b, c))));
                    Assert.Equal(Heard(a, b), Heard(Heard(a, b), b));
                },
                iter: Iterations
            );

    [Fact]
    public void Afterwards_neither_has_anything_to_tell_the_other() =>
        Gen.Select(All, All)
            .Sample(
                (a, b) =>
                {
                    var both = Heard(a, b);
                    Assert.Equal(Mutes.None, a.Beyond(both));
                    Assert.Equal(Mutes.None, b.Beyond(both));
                },
                iter: Iterations
            );

    static Mutes Heard(Mutes mine, Mutes others) => mine.With(others.Beyond(mine));

    /// <summary>Without the order in which it was heard.</summary>
    static string Told(Mutes mutes) =>
        string.Join(
            '\n',
            mutes
                .Silences.Select(one => $"{one}")
                .Concat(mutes.Acknowledgements.Select(one => $"{one}"))
                .Concat(mutes.Windows.Select(one => $"{one}"))
                .Order()
        );
}
