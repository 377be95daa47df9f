using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using Primacy.Peers;
using Xunit;

namespace Primacy.Tests.Notifications;

/// <summary>A real mail server with TLS and a login: aiosmtpd, which ./test installs.</summary>
sealed class MailServer : IDisposable
{
    public const string User = "primacy";
    public const string Password = "s3cret-token";

    const string Python = "/usr/bin/python3";
    const string Package = "/usr/lib/python3/dist-packages/aiosmtpd/smtp.py";

    const string Script = """
        import ssl, sys, threading
        from aiosmtpd.controller import Controller
        from aiosmtpd.handlers import Mailbox
        from aiosmtpd.smtp import AuthResult

        port, mails, certificate, key, tls, user, password = sys.argv[1:]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)

        def login(server, session, envelope, mechanism, data):
            good = getattr(data, "login", b"").decode() == user and data.password.decode() == password
            return AuthResult(success=good, handled=False)

        class Handler(Mailbox):
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith("nobody"):
                    return "550 5.1.1 no such person"
                envelope.rcpt_tos.append(address)
                return "250 ok"

        options = {"authenticator": login, "auth_required": True}
        if tls == "startTls":
            options |= {"tls_context": context, "require_starttls": True}
        elif tls == "implicit":
            options |= {"ssl_context": context, "auth_require_tls": False}
        else:
            options = {}
        options |= {"hostname": "127.0.0.1", "server_hostname": "here", "ready_timeout": 60}
        Controller(Handler(mails), port=int(port), **options).start()
        threading.Event().wait()
        """;

    readonly TemporaryDirectory _directory = new();
    readonly Process _process;

    MailServer(string tls)
    {
        Port = FreePort.Take();
        using var certificate = Certificates.SelfSigned("localhost");
        File.WriteAllText(Roots, certificate.ExportCertificatePem());
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(_directory["key.pem"], key.ExportECPrivateKeyPem());
        string[] arguments =
        [
            "-c",
            Script,
            $"{Port}",
            _directory["mails"],
            Roots,
            _directory["key.pem"],
            tls,
            User,
            Password,
        ];
        _process = Process.Start(new ProcessStartInfo(Python, arguments) { RedirectStandardError = true })!;
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    /// <summary>The certificate, which is its own root, of "localhost".</summary>
    public string Roots => _directory["cert.pem"];

    public IReadOnlyList<MimeMessage> Mails =>
        Directory.Exists(_directory["mails/new"])
            ? [.. new DirectoryInfo(_directory["mails/new"]).GetFiles().OrderBy(f => f.Name).Select(Read)]
            : [];

    /// <summary>Skips a test where it is not there, except where nothing may be skipped.</summary>
    public static void Need() =>
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("PRIMACY_TEST_ALL") == "1" || File.Exists(Package),
            "aiosmtpd is not installed (Debian: python3-aiosmtpd)"
        );

    public static async Task<MailServer> StartAsync(string tls)
    {
        var server = new MailServer(tls);
        await Eventually.Holds(server.ListensAsync, "the mail server listens");
        return server;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _directory.Dispose();
    }

    static MimeMessage Read(FileInfo file) => MimeMessage.Load(file.FullName, TestContext.Current.CancellationToken);

    async Task<bool> ListensAsync()
    {
        Assert.False(_process.HasExited, "the mail server has ended");
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", Port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
