using System.Security.Cryptography.X509Certificates;
using Npgsql;
using Primacy.Fencing;
using Primacy.Forensics;
using Primacy.Probing;
using Primacy.Repair;
using Primacy.Repairing;
using Primacy.Tests.Probing.Wire;
using Primacy.Topology;
using Xunit;

namespace Primacy.Tests.Probing;

/// <summary>The server's certificate names localhost and is its own root.</summary>
public sealed class TlsTests : IDisposable
{
    static readonly InstanceId Db1 = new("db1");

    const string Words = "database \"postgres\" does not exist";

    readonly X509Certificate2 _certificate = Certificates.SelfSigned("localhost");
    readonly TemporaryDirectory _directory = new();
    readonly string _root;

    public TlsTests()
    {
        _root = _directory["root.crt"];
        File.WriteAllText(_root, _certificate.ExportCertificatePem());
    }

    [Theory]
    [InlineData(SslMode.Prefer)]
    [InlineData(SslMode.Require)]
    [InlineData(SslMode.VerifyCA)]
    [InlineData(SslMode.VerifyFull)]
    public async Task A_certificate_that_proves_the_server_lets_us_go_on(SslMode mode)
    {
        var failed = await FailAsync(settings => settings with { SslMode = mode, SslRootCert = _root });

        Assert.Equal((ProbeFailure.DatabaseMissing, Words), (failed.Failure, failed.Detail));
    }

    [Fact]
    public async Task A_certificate_for_another_host_proves_nothing_in_full()
    {
        var failed = await FailAsync(settings =>
            settings with
            {
                Host = "127.0.0.1",
                SslMode = SslMode.VerifyFull,
                SslRootCert = _root,
            }
        );

        Assert.Equal(ProbeFailure.Tls, failed.Failure);
        Assert.StartsWith(
            "the server's certificate is not signed by sslrootcert",
            failed.Detail,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(SslMode.Require)]
    [InlineData(SslMode.VerifyCA)]
    [InlineData(SslMode.VerifyFull)]
    public async Task A_certificate_of_another_root_is_not_trusted_when_a_root_is_given(SslMode mode)
    {
        using var other = Certificates.SelfSigned("localhost");
        var root = _directory["other.crt"];
        await File.WriteAllTextAsync(root, other.ExportCertificatePem(), TestContext.Current.CancellationToken);

        var failed = await FailAsync(settings => settings with { SslMode = mode, SslRootCert = root });

        Assert.Equal(ProbeFailure.Tls, failed.Failure);
    }

    [Fact]
    public async Task A_file_that_is_missing_is_named()
    {
        var failed = await FailAsync(settings => settings with { SslMode = SslMode.Require, SslKey = "/no/such.key" });

        Assert.Equal(ProbeFailure.Configuration, failed.Failure);
        Assert.Equal("the sslkey /no/such.key does not exist", failed.Detail);
    }

    [Fact]
    public async Task A_certificate_file_that_holds_none_is_a_fault_of_the_configuration()
    {
        var file = _directory["client.crt"];
        await File.WriteAllTextAsync(file, "not a certificate", TestContext.Current.CancellationToken);

        var failed = await FailAsync(settings =>
            settings with
            {
                SslMode = SslMode.Require,
                SslCert = file,
                SslKey = file,
            }
        );

        Assert.Equal(ProbeFailure.Configuration, failed.Failure);
    }

    [Fact]
    public async Task A_certificate_file_that_holds_none_ends_no_examination_with_an_exception()
    {
        await using var server = FakeServer.Start(session => session.RefuseAsync("3D000", Words, _certificate));
        await using var examiner = new Examiner(
            new Dictionary<InstanceId, ConnectionSettings> { [Db1] = WithoutCertificate(server) },
            TimeProvider.System
        );

        var look = await examiner.ReadLineageAsync(Db1, TestContext.Current.CancellationToken);

        Assert.NotNull(look.Why);
    }

    [Fact]
    public async Task A_certificate_file_that_holds_none_ends_no_offer_of_a_fence_with_an_exception()
    {
        await using var server = FakeServer.Start(session => session.RefuseAsync("3D000", Words, _certificate));
        var block = new SqlBlock(_ => WithoutCertificate(server), TimeProvider.System);
        var loser = new RepairTarget("orders", Db1, "localhost", server.Port, new(1), new(1), default);

        var offer = await block.OfferAsync(loser, TestContext.Current.CancellationToken);

        Assert.Contains(
            "db1 cannot be asked: a certificate or key is unusable",
            Assert.IsType<Offer.Impossible>(offer).Why,
            StringComparison.Ordinal
        );
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _directory.Dispose();
    }

    ConnectionSettings WithoutCertificate(FakeServer server)
    {
        var file = _directory["client.crt"];
        File.WriteAllText(file, "not a certificate");
        return Probes.Settings(server.Port) with
        {
            Host = "localhost",
            SslMode = SslMode.Require,
            SslCert = file,
            SslKey = file,
        };
    }

    async Task<ProbeOutcome.Failed> FailAsync(Func<ConnectionSettings, ConnectionSettings> change)
    {
        await using var server = FakeServer.Start(session => session.RefuseAsync("3D000", Words, _certificate));
        await using var probe = Probes.Of(change(Probes.Settings(server.Port) with { Host = "localhost" }));
        return await probe.FailAsync();
    }
}
