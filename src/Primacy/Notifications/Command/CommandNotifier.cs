using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Primacy.Notifications.Words;

namespace Primacy.Notifications.Command;

/// <summary>
/// Runs a program, which is told the event in the webhook's JSON on its standard input. Exit 0 is success; 64, 78, 126
/// and 127 mean that it is called wrongly (see sysexits.h and the shell), any other that it is to be tried again.
/// </summary>
internal sealed class CommandNotifier(CommandOptions options, NotifierContext context) : IGroupNotifier
{
    const int OutputMax = 4096;

    /// <summary>
    /// What a program finds in its environment. Ours may hold passwords, which are none of its business.
    /// </summary>
    static readonly string[] Inherited =
    [
        "PATH",
        "HOME",
        "USER",
        "LANG",
        "TZ",
        "TMPDIR",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
    ];

    public async Task<DeliveryOutcome> DeliverAsync(Batch batch)
    {
        using var process = new Process { StartInfo = Start(Notice.Of(batch, context)) };
        try
        {
            process.Start();
        }
        catch (Win32Exception fault)
        {
            return new DeliveryOutcome.Refused($"cannot run {options.Program}: {fault.Message}");
        }
        using var late = new CancellationTokenSource(options.Timeout, context.Time);
        // What still holds its output when the time is over has to let go of it, or reading would never end.
        await using var ending = late.Token.Register(() => ProcessGroup.End(process));
        var told = WebhookMessage.Of(batch, context.Receiver, context.Page).ToJson();
        var output = ReadAsync(process.StandardOutput.BaseStream);
        var error = ReadAsync(process.StandardError.BaseStream);
        await WriteAsync(process, told);
        string[] said = await Task.WhenAll(error, output);
        await process.WaitForExitAsync(CancellationToken.None);
        return late.IsCancellationRequested
            ? new DeliveryOutcome.Failed($"had not ended after {options.Timeout.TotalSeconds:0.###} s and was killed")
            : Outcome(process.ExitCode, Array.Find(said, words => words.Length > 0));
    }

    public void Dispose() { }

    ProcessStartInfo Start(Notice notice)
    {
        var start = ProcessGroup.Command(options.Program, options.Arguments);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        var own = Inherited
            .Select(name => (name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.Value is not null)
            .ToArray();
        start.Environment.Clear();
        foreach (var (name, value) in own)
            start.Environment[name] = value;
        start.Environment["PRIMACY_TITLE"] = notice.Title;
        start.Environment["PRIMACY_TEXT"] = PlainText.Cut(notice.Text, 32 * 1024);
        return start;
    }

    /// <summary>A program may end without reading what it is told; that is its business.</summary>
    static async Task WriteAsync(Process process, byte[] input)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException) { }
    }

    /// <summary>The first of what it says; the rest is read, so that it does not wait for us, and forgotten.</summary>
    static async Task<string> ReadAsync(Stream output)
    {
        var kept = new MemoryStream();
        var buffer = new byte[OutputMax];
        while (await output.ReadAsync(buffer) is > 0 and var count)
            kept.Write(buffer, 0, Math.Min(count, OutputMax - (int)kept.Length));
        return PlainText.Line(Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length), PlainText.ReasonMax);
    }

    static DeliveryOutcome Outcome(int code, string? said)
    {
        var words = said is null ? "" : $": {said}";
        return code switch
        {
            0 => DeliveryOutcome.Accepted,
            64 or 78 or 126 or 127 => new DeliveryOutcome.Refused($"ended with exit code {code}{words}"),
            _ => new DeliveryOutcome.Failed($"ended with exit code {code}{words}"),
        };
    }
}
