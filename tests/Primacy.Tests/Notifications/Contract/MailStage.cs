using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using Primacy.Notifications;
using Primacy.Notifications.Email;

namespace Primacy.Tests.Notifications.Contract;

/// <summary>
/// A mail server that misbehaves as no real one can be made to. What a real one does with our mails is tested with one.
/// </summary>
sealed class MailStage : IStage
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _end = new();
    readonly ConcurrentQueue<string> _mails = new();
    readonly Task _accepting;
    int _attempts;
    int _atOnce;
    int _atOnceMost;

    public MailStage()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Behaviour Behaviour { get; set; }

    public string Secret => "s3cret-token";

    public int Attempts => Volatile.Read(ref _attempts);

    public int AtOnceMost => Volatile.Read(ref _atOnceMost);

    public IReadOnlyList<string> Told => [.. _mails.Select(Words)];

    public static Task<IStage> StartAsync() => Task.FromResult<IStage>(new MailStage());

    public ReceiverOptions Options(TimeSpan timeout) =>
        new EmailOptions
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            From = "primacy@example.com",
            To = ["on-call@example.com"],
            Security = MailSecurity.None,
            Username = "primacy",
            Password = Primacy.Notifications.Secret.Of(Secret),
            Timeout = timeout,
        };

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
        _listener.Dispose();
    }

    static string Words(string text)
    {
        using var bytes = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        using var mail = MimeMessage.Load(bytes);
        return $"{mail.Headers["X-Primacy-Incident"]} "
            + (mail.Subject!.StartsWith("[RESOLVED]", StringComparison.Ordinal) ? "resolved" : "firing");
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (OperationCanceledException) { }
    }

    async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _attempts);
        var atOnce = Interlocked.Increment(ref _atOnce);
        while (atOnce > AtOnceMost)
            Interlocked.CompareExchange(ref _atOnceMost, atOnce, AtOnceMost);
        using (client)
        {
            try
            {
                await using var stream = client.GetStream();
                await ConverseAsync(stream, Behaviour);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // The client is gone, or the test over.
            }
        }
        Interlocked.Decrement(ref _atOnce);
    }

    async Task ConverseAsync(NetworkStream stream, Behaviour behaviour)
    {
        using var reader = new StreamReader(stream);
        if (behaviour is Behaviour.Hangs)
            await reader.ReadLineAsync(_end.Token);
        await SayAsync(stream, behaviour is Behaviour.TalksNonsense ? "SSH-2.0-OpenSSH_9.2" : "220 here");
        while (await reader.ReadLineAsync(_end.Token) is { } line)
        {
            await SayAsync(stream, Answer(line.ToUpperInvariant(), behaviour));
            if (line.Equals("DATA", StringComparison.OrdinalIgnoreCase))
            {
                var mail = await ReadMailAsync(reader);
                _mails.Enqueue(mail);
                await SayAsync(stream, "250 taken");
            }
        }
    }

    async Task<string> ReadMailAsync(StreamReader reader)
    {
        var lines = new List<string>();
        while (await reader.ReadLineAsync(_end.Token) is { } line && line != ".")
            lines.Add(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line);
        return string.Join("\r\n", lines);
    }

    string Answer(string line, Behaviour behaviour) =>
        line switch
        {
            _ when line.StartsWith("EHLO", StringComparison.Ordinal) => "250-here\r\n250 AUTH PLAIN",
            _ when line.StartsWith("AUTH", StringComparison.Ordinal) && behaviour is Behaviour.Refuses =>
                $"535 5.7.8 {Secret} is wrong",
            _ when line.StartsWith("AUTH", StringComparison.Ordinal) => "235 welcome",
            _ when line.StartsWith("MAIL", StringComparison.Ordinal) && behaviour is Behaviour.IsBusy =>
                $"451 4.3.0 busy, {Secret}",
            "DATA" => "354 go on",
            "QUIT" => "221 bye",
            _ => "250 ok",
        };

    async Task SayAsync(NetworkStream stream, string line) =>
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{line}\r\n"), _end.Token);
}
