using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Primacy.Repair;
using Primacy.Topology;

namespace Primacy.Forensics.Branches;

/// <summary>
/// The directory of one kept branch, for its owner only: WAL holds what clients wrote. What is there already is never
/// written over, as it may be all that is left of a branch.
/// </summary>
internal sealed class BranchDirectory
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const int NameLengthMost = 100;
    const int RepetitionsMost = 100;

    static readonly BranchJson Json = new(
        new JsonSerializerOptions(BranchJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    BranchDirectory(string path) => Path = path;

    public string Path { get; }

    /// <summary>Creates a new one: branches/CLUSTER/INSTANCE-timeline-LSN, and -2 behind it for the second.</summary>
    public static BranchDirectory Create(string root, RepairTarget loser, Lsn fork)
    {
        var cluster = System.IO.Path.Combine(root, Plain(loser.Cluster));
        var position = string.Create(CultureInfo.InvariantCulture, $"{fork.Value >> 32:X}_{(uint)fork.Value:X8}");
        var name = $"{Plain(loser.Instance.Name)}-{loser.Timeline}-{position}";
        Make(cluster);
        for (var number = 1; number <= RepetitionsMost; number++)
        {
            var path = System.IO.Path.Combine(cluster, number == 1 ? name : $"{name}-{number}");
            if (Directory.Exists(path))
                continue;
            Make(path);
            Durable.SyncNames(cluster);
            return new BranchDirectory(path);
        }
        throw new IOException($"{cluster} holds {RepetitionsMost} recordings of {name}; take away what is not needed.");
    }

    public void Write(BranchManifest manifest) =>
        Durable.Write(
            System.IO.Path.Combine(Path, BranchManifest.FileName),
            JsonSerializer.SerializeToUtf8Bytes(manifest, Json.BranchManifest)
        );

    public void WriteHistory(string name, string content) =>
        Durable.Write(System.IO.Path.Combine(Path, name), Encoding.UTF8.GetBytes(content));

    /// <summary>Takes it away again as long as it holds no WAL.</summary>
    public void Abandon() => Directory.Delete(Path, recursive: true);

    /// <summary>Names of clusters and instances may hold what must not be in a path.</summary>
    static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in name)
            plain.Append(char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '_');
        if (plain.Length > NameLengthMost)
            plain.Length = NameLengthMost;
        return plain.Length == 0 || plain[0] == '.' ? $"_{plain}" : plain.ToString();
    }

    static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly);
    }
}
