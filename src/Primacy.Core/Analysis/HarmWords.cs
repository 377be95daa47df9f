using System.Globalization;

namespace Primacy.Analysis;

/// <summary>The harm on one side of a split in few words, the same wherever it is told.</summary>
public static class HarmWords
{
    extension(SplitSide side)
    {
        /// <summary>"1.0 KiB of WAL past the fork, 2 client transactions among 3, 3 clients".</summary>
        public string Harm => $"{side.Written}, {side.Committed}{Wording.Clients(side.Clients)}{side.Loss}";

        /// <summary>How much WAL lies past the fork.</summary>
        public string Written =>
            side switch
            {
                { Bytes: null } => "an unknown length of WAL of its own",
                { Bytes: 0, IsExact: true } => "no WAL past the fork",
                { Bytes: 0 } => "WAL past the fork of an unknown length",
                { IsExact: true, Bytes: { } bytes } => $"{Wording.Bytes(bytes)} of WAL past the fork",
                { Bytes: { } bytes } => $"at least {Wording.Bytes(bytes)} of WAL past the fork",
            };

        string Committed =>
            side is { ClientCommits: { } clients, Commits: { } all }
                ? string.Create(CultureInfo.InvariantCulture, $"{Wording.ClientCommits(clients)} among {all}, ")
                : "";

        string Loss => side.NothingLost ? "; nothing would be lost with it" : "";
    }
}
