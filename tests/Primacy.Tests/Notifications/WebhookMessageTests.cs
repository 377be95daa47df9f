using System.Text.Json;
using Primacy.Analysis;
using Primacy.Incidents;
using Primacy.Notifications;
using Primacy.Tests.Storage;
using Xunit;

namespace Primacy.Tests.Notifications;

public sealed class WebhookMessageTests
{
    static readonly Uri Page = new("http://127.0.0.1:9432/");

    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public void A_firing_incident_reads_as_accepted() =>
        Golden.Verify("webhook-firing", Readable(Stories.Fired(Stories.Firing("orders"))));

    [Fact]
    public void A_resolved_incident_reads_as_accepted() =>
        Golden.Verify("webhook-resolved", Readable(Stories.Ended(Stories.Resolved(Stories.Firing("orders")))));

    [Fact]
    public void A_split_tells_its_kind_its_harm_and_its_votes()
    {
        var incident = Proofs.Split().Incidents.Single(i => i.Code is VerdictCode.MultiplePrimaries);

        Golden.Verify("webhook-split", Readable(Stories.Fired(incident)));
    }

    [Fact]
    public void What_becomes_known_while_an_alert_fires_changes_none_of_its_labels()
    {
        var known = Proofs.Split().Incidents.Single(i => i.Code is VerdictCode.MultiplePrimaries);
        var before = known with { Verdict = known.Verdict with { SubKind = null, Split = null, Survivor = null } };

        Assert.Equal(WebhookLabels.Of(before), WebhookLabels.Of(known));
        Assert.Equal(Fingerprints.Of(WebhookLabels.Of(before)), Fingerprints.Of(WebhookLabels.Of(known)));
        var annotations = WebhookAnnotations.Of(before);
        Assert.Equal((null, null, null), (annotations.SubKind, annotations.Harm, annotations.Votes));
    }

    /// <summary>The fields as https://prometheus.io/docs/alerting/latest/configuration/ lists them.</summary>
    [Fact]
    public void The_shape_is_exactly_that_of_version_4()
    {
        using var json = JsonDocument.Parse(
            WebhookMessage.Of(Told(Stories.Fired(Stories.Firing("orders"))), "r", Page).ToJson()
        );
        var root = json.RootElement;
        Assert.Equal(
            [
                "version",
                "groupKey",
                "truncatedAlerts",
                "status",
                "receiver",
                "groupLabels",
                "commonLabels",
                "commonAnnotations",
                "externalURL",
                "alerts",
            ],
            root.EnumerateObject().Select(field => field.Name)
        );
        Assert.Equal(JsonValueKind.Number, root.GetProperty("truncatedAlerts").ValueKind);
        var alert = Assert.Single(root.GetProperty("alerts").EnumerateArray());
        Assert.Equal(
            ["status", "labels", "annotations", "startsAt", "endsAt", "generatorURL", "fingerprint"],
            alert.EnumerateObject().Select(field => field.Name)
        );
        Assert.All(
            [alert.GetProperty("labels"), alert.GetProperty("annotations"), root.GetProperty("groupLabels")],
            map => Assert.All(map.EnumerateObject(), entry => Assert.Equal(JsonValueKind.String, entry.Value.ValueKind))
        );
    }

    [Fact]
    public void The_fingerprint_stays_the_same_from_one_incident_to_the_next_and_differs_between_clusters()
    {
        var first = FingerprintOf(Stories.Fired(Stories.Firing("orders", 1)));

        Assert.Matches("^[0-9a-f]{16}$", first);
        Assert.Equal(first, FingerprintOf(Stories.Fired(Stories.Firing("orders", 2))));
        Assert.NotEqual(first, FingerprintOf(Stories.Fired(Stories.Firing("payments", 1))));
    }

    /// <summary>The value was computed by Prometheus' algorithm in another language.</summary>
    [Fact]
    public void The_fingerprint_is_the_one_Prometheus_computes() =>
        Assert.Equal("145fa1c5cf032c65", Fingerprints.Of(new WebhookLabels("MultiplePrimaries", "orders", "critical")));

    [Fact]
    public void Quotes_in_a_name_do_not_break_the_group_key() =>
        Assert.Equal(
            """{}:{alertname="MultiplePrimaries", cluster="a\"b\\c"}""",
            WebhookMessage.Of(Told(Stories.Fired(Stories.Firing("a\"b\\c"))), "r", null).GroupKey
        );

    static Batch Told(IncidentEvent happened) => Batch.Of(Deliveries.Of(happened));

    static string FingerprintOf(IncidentEvent happened) =>
        WebhookMessage.Of(Told(happened), "r", null).Alerts[0].Fingerprint;

    static string Readable(IncidentEvent happened)
    {
        using var json = JsonDocument.Parse(WebhookMessage.Of(Told(happened), "https://hooks.example", Page).ToJson());
        return JsonSerializer.Serialize(json.RootElement, Indented);
    }
}
