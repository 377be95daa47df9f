using System.CommandLine;
using Primacy.Configuration;
using Primacy.Web.Api;

namespace Primacy.Cli;

/// <summary>From when until when something is muted, as people say it.</summary>
internal sealed class MuteTimes
{
    readonly TimeProvider _time;

    public MuteTimes(TimeProvider time)
    {
        _time = time;
        For = new("--for") { Description = "How long, such as 30m, 2h or 1h30m.", HelpName = "TIME" };
        For.Validators.Add(result => CheckDuration(result.Tokens[0].Value, result));
        Until = New("--until", "When it ends, instead of --for");
        From = New("--from", "When it begins, if not now");
    }

    public Option<string?> For { get; }

    public Option<string?> Until { get; }

    public Option<string?> From { get; }

    /// <summary>Says so when an end is missing, or given twice.</summary>
    public void CheckEnd(System.CommandLine.Parsing.CommandResult result)
    {
        if (result.GetResult(For) is null == result.GetResult(Until) is null)
            result.AddError("an end is needed: give --for TIME or --until TIME");
    }

    public DateTimeOffset? Beginning(ParseResult arguments) =>
        arguments.GetValue(From) is { } text ? Instant.Parse(text, _time.GetUtcNow()) : null;

    public DateTimeOffset End(ParseResult arguments)
    {
        var now = _time.GetUtcNow();
        return arguments.GetValue(Until) is { } text
            ? Instant.Parse(text, now)!.Value
            : (Beginning(arguments) ?? now) + Durations.Parse(arguments.GetRequiredValue(For)!)!.Value;
    }

    Option<string?> New(string name, string description)
    {
        var option = new Option<string?>(name)
        {
            Description = $"{description}: 2026-03-01T03:00:00Z, or 03:00 (today, UTC).",
            HelpName = "TIME",
        };
        option.Validators.Add(result =>
        {
            if (Instant.Parse(result.Tokens[0].Value, _time.GetUtcNow()) is null)
                result.AddError($"{name} takes a time such as {Instant.Forms}, not '{result.Tokens[0].Value}'");
        });
        return option;
    }

    static void CheckDuration(string text, System.CommandLine.Parsing.SymbolResult result)
    {
        if (Durations.Parse(text) is not { Ticks: > 0 })
            result.AddError($"--for takes a duration such as 30m, 2h or 1h30m, not '{text}'");
    }
}
