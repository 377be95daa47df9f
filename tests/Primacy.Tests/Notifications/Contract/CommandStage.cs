using System.Globalization;
using Primacy.Notifications;
using Primacy.Notifications.Command;

namespace Primacy.Tests.Notifications.Contract;

/// <summary>A shell script in the place of a command.</summary>
sealed class CommandStage : IStage
{
    /// <summary>
    /// It reads from a file how to behave, and keeps what it was told, a file each. One that was killed, as it took too
    /// long, has left its mark behind and runs no more.
    /// </summary>
    const string Script = """
        cd "$1"
        echo "$$" >> attempts
        count=0
        for other in running/*; do kill -0 "${other#running/}" 2> /dev/null && count=$((count + 1)); done
        echo "$count" >> at-once
        touch "running/$$"
        trap 'rm -f "running/$$"' EXIT
        case "$(cat behaviour)" in
            Takes) cat > "told.part.$$" && mv "told.part.$$" "told.$(date +%s%N).$$" ;;
            IsBusy) cat > /dev/null; echo "try again later" >&2; exit 75 ;;
            Refuses) cat > /dev/null; echo "no such person" >&2; exit 78 ;;
            Hangs) sleep 1000 & wait ;;
            TalksNonsense) cat > /dev/null; head -c 300000 /dev/urandom; exit 3 ;;
        esac
        """;

    readonly TemporaryDirectory _directory = new();

    public CommandStage()
    {
        Behaviour = Behaviour.Takes;
        Directory.CreateDirectory(Path("running"));
    }

    public Behaviour Behaviour
    {
        get;
        set
        {
            field = value;
            // In one step, since a script may read it at this very moment.
            File.WriteAllText(Path("behaviour.next"), $"{value}");
            File.Move(Path("behaviour.next"), Path("behaviour"), overwrite: true);
        }
    }

    /// <summary>Passwords of ours are in the environment, and none of a command's business.</summary>
    public string Secret =>
        Environment.GetEnvironmentVariable("PGPASSWORD") is { Length: > 0 } own ? own : "s3cret-token";

    public int Attempts => Lines("attempts").Length;

    /// <summary>Each wrote down how many ran beside it.</summary>
    public int AtOnceMost =>
        Lines("at-once").Select(line => int.Parse(line, CultureInfo.InvariantCulture) + 1).DefaultIfEmpty().Max();

    public IReadOnlyList<string> Told =>
        [
            .. Directory
                .GetFiles(_directory.Path, "told.*")
                .Where(file => !file.Contains("part", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(file => RecordingReceiver.Words(File.ReadAllText(file))),
        ];

    public static Task<IStage> StartAsync() => Task.FromResult<IStage>(new CommandStage());

    public ReceiverOptions Options(TimeSpan timeout) =>
        new CommandOptions
        {
            Program = "/bin/sh",
            Arguments = ["-c", Script, "receiver", _directory.Path],
            Timeout = timeout,
        };

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return default;
    }

    string[] Lines(string file) => File.Exists(Path(file)) ? File.ReadAllLines(Path(file)) : [];

    string Path(string file) => System.IO.Path.Combine(_directory.Path, file);
}
