using System.Globalization;
using Primacy.Analysis;
using Primacy.Topology;

namespace Primacy.Web.Pages;

/// <summary>One primary's branch of the drawing.</summary>
internal sealed record ForkBranch
{
    /// <summary>Longer names would run out of the picture; the whole one is in the title.</summary>
    const int NameMax = 32;

    const int FollowersMax = 30;

    public required SplitSide Side { get; init; }

    public IReadOnlyList<InstanceId> Followers { get; init; } = [];

    /// <summary>keep or goes; plain when that is undecided.</summary>
    public required string Tone { get; init; }

    public string Name => Texts.Cut(Side.Instance.Name, NameMax);

    /// <summary>"timeline 2, keep".</summary>
    public string Kind =>
        Wording.Of(Side.Timeline)
        + Tone switch
        {
            "keep" => ", keep",
            "goes" => ", should go",
            _ => "",
        };

    /// <summary>"at 0/3000548, at least 1.0 KiB of WAL past the fork".</summary>
    public string Written => $"at {Side.Lsn}, {Side.Written}";

    /// <summary>"2 client transactions, 3 clients, followed by db3".</summary>
    public string Served =>
        string.Join(", ", ((string?[])[Commits, Wording.Clients(Side.Clients), Following]).OfType<string>());

    /// <summary>The branch in one sentence, for who cannot see it.</summary>
    public string Sentence => $"{Texts.Name(Side.Instance.Name)} on {Kind}, {Written}, {Served}.";

    string? Commits => Side.ClientCommits is { } count ? Wording.ClientCommits(count) : null;

    string Following =>
        Wording.List(Followers) is var names && names.Length <= FollowersMax
            ? $"followed by {names}"
            : string.Create(CultureInfo.InvariantCulture, $"{Followers.Count} followers");
}
