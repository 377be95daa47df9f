namespace Primacy.Notifications.Command;

/// <summary>A program on this machine that is run for each event and reads it as JSON.</summary>
internal sealed record CommandOptions : ReceiverOptions
{
    /// <summary>The program, by its path or by a name that is found on PATH.</summary>
    public required string Program { get; init; }

    public required EquatableArray<string> Arguments { get; init; }

    public static ReceiverOptions? Read(IReceiverKeys keys)
    {
        var run = keys.Texts("run");
        if (run.Count == 0 && !keys.Has("run"))
            keys.Complain("run", "this receiver needs 'run', a list of a program and its arguments");
        var timeout = keys.Timeout;
        return run.Count == 0
            ? null
            : new CommandOptions
            {
                Program = run[0],
                Arguments = [.. run.Skip(1)],
                Timeout = timeout,
            };
    }

    public override INotifier Open(NotifierContext context) => new CommandNotifier(this, context);
}
