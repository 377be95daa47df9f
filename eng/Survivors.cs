// Shows the mutation score of each folder and the mutants that survived, and fails when one of them is not explained.
// Survivors.cs REPORT EXPLANATIONS [--mutate PATTERN]
using System.Globalization;
using System.Text.Json;

using var report = JsonDocument.Parse(File.ReadAllText(args[0]));
var isWhole = args.Length == 2;
var explained = Explanations(File.ReadAllLines(args[1]));

var mutants = (
    from file in report.RootElement.GetProperty("files").EnumerateObject()
    let path = file.Name[(file.Name.IndexOf("Primacy.Core/", StringComparison.Ordinal) + "Primacy.Core/".Length)..]
    let lines = file.Value.GetProperty("source").GetString()!.Split('\n')
    from mutant in file.Value.GetProperty("mutants").EnumerateArray()
    let change = $"{Before(lines, mutant)} => {Squeeze(mutant.GetProperty("replacement").GetString()!)}"
    select (
        Folder: Path.GetDirectoryName(path) is { Length: > 0 } folder ? folder : ".",
        Status: mutant.GetProperty("status").GetString(),
        Key: $"{path}: {change}",
        IsStatic: mutant.TryGetProperty("static", out var isStatic) && isStatic.GetBoolean(),
        Line: mutant.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32()
    )
).ToArray();

foreach (var folder in mutants.GroupBy(m => m.Folder).OrderBy(folder => folder.Key, StringComparer.Ordinal))
    Score(folder.Key, [.. folder.Select(m => m.Status)]);
Score("All of these", [.. mutants.Select(m => m.Status)]);

// All mutants of a run share a few processes. One that changes a static stays there and seems to kill all that follow
// it.
var poison = mutants.Where(m => m.IsStatic && m.Status is ("Killed" or "Survived" or "Timeout")).ToArray();
foreach (var mutant in poison)
    Say($"the run proves nothing, since this changes a static: line {mutant.Line}, {mutant.Key}");

var survivors = mutants.Where(m => m.Status is "Survived" or "NoCoverage").ToArray();
var unexplained = survivors.Where(m => !explained.Contains(m.Key)).ToArray();
foreach (var survivor in unexplained)
    Say($"not explained, line {survivor.Line}: {survivor.Key}");
var stale = isWhole ? explained.Except(survivors.Select(m => m.Key)).ToArray() : [];
foreach (var key in stale)
    Say($"explained, but it does not survive: {key}");
Say($"{survivors.Length} survivors, {unexplained.Length} of them not explained.");

// A runner that is short of time now and then counts one as killed, so that an explanation too many is only told.
return poison.Length + unexplained.Length == 0 ? 0 : 1;

// A mutant is named by its file and what is changed to what, so that it keeps its explanation when lines move.
static HashSet<string> Explanations(string[] lines) =>
    [.. lines.Where(line => line.Length > 0 && line[0] is not ('#' or ' '))];

static string Before(string[] lines, JsonElement mutant)
{
    var location = mutant.GetProperty("location");
    var (start, end) = (Position(location, "start"), Position(location, "end"));
    var text = string.Join('\n', lines[(start.Line - 1)..end.Line]);
    var behind = lines[end.Line - 1].Length - (end.Column - 1);
    return Squeeze(text[(start.Column - 1)..^behind]);
}

static (int Line, int Column) Position(JsonElement location, string name)
{
    var position = location.GetProperty(name);
    return (position.GetProperty("line").GetInt32(), position.GetProperty("column").GetInt32());
}

static void Score(string name, string?[] statuses)
{
    var killed = statuses.Count(status => status is "Killed" or "Timeout");
    var late = statuses.Count(status => status is "Timeout");
    var alive = statuses.Count(status => status is "Survived" or "NoCoverage");
    var broken = statuses.Count(status => status is "CompileError");
    if (killed + alive > 0)
        Say(
            $"{name, -20} {100.0 * killed / (killed + alive):F1} %: {killed} killed ({late} by time), {alive} alive, {broken} do not compile"
        );
}

static string Squeeze(string text) =>
    string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
