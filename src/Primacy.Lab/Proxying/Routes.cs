namespace Primacy.Lab.Proxying;

/// <summary>
/// Who is cut off, what does not arrive, and whom each standby follows; by instance number. The one thing of a lab that
/// changes.
/// </summary>
internal sealed record Routes
{
    public IReadOnlyList<int> Partitioned { get; init; } = [];

    public IReadOnlyList<Cut> Cuts { get; init; } = [];

    public IReadOnlyDictionary<int, int> Upstreams { get; init; } = new Dictionary<int, int>();

    public bool IsPartitioned(int number) => Partitioned.Contains(number);

    public int? UpstreamOf(int number) => Upstreams.TryGetValue(number, out var upstream) ? upstream : null;

    public Routes Partition(int number) =>
        this with
        {
            Partitioned = [.. Partitioned.Append(number).Distinct().Order()],
        };

    public Routes Sever(Cut cut) => this with { Cuts = [.. Cuts.Append(cut).Distinct()] };

    /// <summary>Everything passes again from and to an instance.</summary>
    public Routes Heal(int number) =>
        this with
        {
            Partitioned = [.. Partitioned.Where(other => other != number)],
            Cuts = [.. Cuts.Where(cut => cut.From != number && cut.To != number)],
        };

    public Routes Follow(int number, int upstream) =>
        this with
        {
            Upstreams = new Dictionary<int, int>(Upstreams) { [number] = upstream },
        };

    /// <summary>A primary follows nobody.</summary>
    public Routes Release(int number) =>
        this with
        {
            Upstreams = Upstreams.Where(pair => pair.Key != number).ToDictionary(),
        };
}
