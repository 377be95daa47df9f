using Primacy.Exposition;
using Xunit;

namespace Primacy.Tests.Exposition;

public sealed class NegotiationTests
{
    [Theory]
    [InlineData("", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("*/*", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("no type at all", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("application/json", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData(
        // As Prometheus 2 asks.
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
            + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        "application/openmetrics-text; version=1.0.0; charset=utf-8"
    )]
    [InlineData(
        // As Prometheus 3 asks.
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
            + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
        "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8"
    )]
    [InlineData(
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,"
            + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4",
        "text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8"
    )]
    [InlineData("application/openmetrics-text;q=0,text/plain;q=0.1", "text/plain; version=0.0.4; charset=utf-8")]
    public void The_reader_gets_what_it_likes_best(string accept, string contentType) =>
        Assert.Equal(contentType, Negotiation.Choose(accept).ContentType);
}
