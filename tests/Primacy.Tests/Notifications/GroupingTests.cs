using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Tests.Storage;
using Primacy.Watching;
using Xunit;

namespace Primacy.Tests.Notifications;

/// <summary>When several incidents are told by one message, and which of them.</summary>
public sealed class GroupingTests : IAsyncLifetime
{
    readonly FakeTimeProvider _time = new(Stories.Start.AddHours(1));
    Telling _telling;
    RecordingReceiver? _receiver;

    public GroupingTests() => _telling = new Telling(_time);

    RecordingReceiver Hook => _receiver!;

    public async ValueTask InitializeAsync() => _receiver = await RecordingReceiver.Start();

    public async ValueTask DisposeAsync()
    {
        await _telling.DisposeAsync();
        await Hook.DisposeAsync();
    }

    [Fact]
    public async Task What_is_critical_is_told_at_once_and_the_rest_waits_for_others()
    {
        Run(new Grouping());
        Append(Warning("c1"));
        Append(Warning("c2"));
        Append(Stories.Firing("c3"));

        await Eventually.Holds(() => Hook.Bodies.Count == 1, "the critical one does not wait");
        await ToldAsync(3);
        Assert.Equal(
            [
                ["c3", "c1", "c2"],
            ],
            Hook.Bodies.Select(Clusters)
        );
    }

    [Fact]
    public async Task A_warning_alone_is_told_after_its_wait_and_not_before()
    {
        Run(new Grouping());
        Append(Warning("c1"));
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Append(Warning("c2"));
        Assert.Empty(Hook.Bodies);

        _time.Advance(TimeSpan.FromSeconds(0.2));
        await ToldAsync(2);
        Assert.Equal(
            [
                ["c1", "c2"],
            ],
            Hook.Bodies.Select(Clusters)
        );
    }

    [Fact]
    public async Task A_message_is_for_what_has_its_labels_in_common()
    {
        Run(
            new Grouping { By = ["rack", "severity"], Wait = TimeSpan.FromSeconds(1) },
            ("a1", "a"),
            ("a2", "a"),
            ("b1", "b"),
            ("b2", "b")
        );
        foreach (var cluster in (string[])["a1", "b1", "a2", "b2"])
            Append(Stories.Firing(cluster));
        Append(Warning("b2"));
        _time.Advance(TimeSpan.FromSeconds(1));

        await ToldAsync(5);
        Assert.Equal(
            ["a critical: a1 a2", "b critical: b1 b2", "b2"],
            Hook.Bodies.Select(Summary).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task What_is_refused_together_is_told_one_by_one_so_that_one_keeps_no_other()
    {
        Hook.Answer = body => Task.FromResult(body.Contains("c2", StringComparison.Ordinal) ? 400 : 200);
        Run(new Grouping { Wait = TimeSpan.FromSeconds(1) });
        foreach (var cluster in (string[])["c1", "c2", "c3"])
            Append(Stories.Firing(cluster));
        _time.Advance(TimeSpan.FromSeconds(1));

        await ToldAsync(2);
        var refused = Assert.Single(_telling.Records, record => record.IsDelivered is null);
        Assert.Equal("c2", refused.Cluster);
        Assert.Contains("refused it with HTTP 400", refused.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_for_another_attempt_goes_along_with_what_is_new()
    {
        Hook.Answer = _ => Task.FromResult(503);
        Run(new Grouping { Wait = TimeSpan.Zero });
        Append(Stories.Firing("c1"));
        await Eventually.Holds(() => _telling.Records is [{ Attempts: 1 }], "the first is tried in vain");
        Hook.Answer = _ => Task.FromResult(200);
        Append(Stories.Firing("c2", 1));

        await ToldAsync(2);
        Assert.Equal(["c1", "c2"], Clusters(Hook.Bodies[^1]));
    }

    [Fact]
    public async Task What_still_fires_is_repeated_together()
    {
        Run(new Grouping { Wait = TimeSpan.FromSeconds(1) });
        for (var number = 0; number < 9; number++)
            Append(Stories.Firing($"c{number}"));
        _time.Advance(TimeSpan.FromSeconds(1));
        await ToldAsync(9);
        _time.Advance(TimeSpan.FromHours(1));
        await Eventually.Holds(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return Hook.Bodies.Count > 1;
            },
            "they are repeated"
        );

        Assert.Equal([9, 9], Hook.Bodies.Select(body => Clusters(body).Length));
    }

    [Fact]
    public async Task What_another_replica_was_quicker_to_tell_stays_out()
    {
        await _telling.DisposeAsync();
        _telling = new Telling(_time, new OtherTellsOne("c2"));
        Run(new Grouping { Wait = TimeSpan.FromSeconds(1) });
        foreach (var cluster in (string[])["c1", "c2", "c3"])
            Append(Stories.Firing(cluster));
        _time.Advance(TimeSpan.FromSeconds(1));

        await ToldAsync(3);
        Assert.Equal(
            [
                ["c1", "c3"],
            ],
            Hook.Bodies.Select(Clusters)
        );
        Assert.Equal("told by replica-2", Assert.Single(_telling.Records, record => record.Cluster == "c2").Fault);
    }

    [Fact]
    public async Task What_comes_while_the_queue_is_read_and_others_become_due_goes_along()
    {
        Run(new Grouping { Wait = TimeSpan.FromSeconds(5) });
        _telling.Store.Meanwhile = () =>
        {
            Append(Stories.Firing("c2"));
            _time.Advance(TimeSpan.FromSeconds(5));
        };
        Append(Stories.Firing("c1"));

        await ToldAsync(2);
        Assert.Equal(["c1", "c2"], Clusters(Assert.Single(Hook.Bodies)));
    }

    [Fact]
    public async Task What_does_not_fit_into_a_message_is_told_by_the_next()
    {
        Run(new Grouping { Wait = TimeSpan.FromSeconds(1) });
        for (var number = 0; number < 260; number++)
            Append(Stories.Firing(string.Create(CultureInfo.InvariantCulture, $"c{number}"), number));
        _time.Advance(TimeSpan.FromSeconds(1));

        await ToldAsync(260);
        Assert.Equal([250, 10], Hook.Bodies.Select(body => Clusters(body).Length));
    }

    void Run(Grouping grouping, params (string Cluster, string Rack)[] racks)
    {
        var clusters = Enumerable
            .Range(0, 10)
            .ToDictionary(number => $"c{number}", _ => default(EquatableArray<ClusterLabel>));
        foreach (var (cluster, rack) in racks)
            clusters[cluster] = [new ClusterLabel("rack", rack)];
        var receiver = new Receiver("on-call", new WebhookOptions(Hook.Url) { Timeout = TimeSpan.FromMinutes(2) })
        {
            Grouping = grouping,
        };
        var route = new AlertRoute { Receivers = ["on-call"], Repeat = TimeSpan.FromHours(1) };
        _telling.Run(new NotificationOptions { Receivers = [receiver], Routes = [route] }, clusters);
    }

    void Append(Incident firing) => _telling.Append(Stories.Fired(firing));

    Task ToldAsync(int count) =>
        Eventually.Holds(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(0.1));
                return _telling.Records.Count(record => record.IsDelivered == true) == count;
            },
            $"{count} are told"
        );

    static Incident Warning(string cluster) =>
        Stories.Firing(cluster) with
        {
            Key = $"{cluster}/primary-unreachable/0",
            Verdict = new Verdict { Code = VerdictCode.PrimaryUnreachable, Summary = "It cannot be reached." },
        };

    static string[] Clusters(string body)
    {
        using var json = JsonDocument.Parse(body);
        return
        [
            .. json
                .RootElement.GetProperty("alerts")
                .EnumerateArray()
                .Select(alert => alert.GetProperty("labels").GetProperty("cluster").GetString()!),
        ];
    }

    /// <summary>"rack severity: clusters"; the cluster alone where the message is for one incident.</summary>
    static string Summary(string body)
    {
        using var json = JsonDocument.Parse(body);
        var labels = json.RootElement.GetProperty("groupLabels");
        var clusters = string.Join(' ', Clusters(body));
        return labels.TryGetProperty("rack", out var rack)
            ? $"{rack} {labels.GetProperty("severity")}: {clusters}"
            : clusters;
    }
}
