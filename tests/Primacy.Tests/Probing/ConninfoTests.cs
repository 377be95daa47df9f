using Primacy.Probing;
using Xunit;

namespace Primacy.Tests.Probing;

public sealed class ConninfoTests
{
    [Theory]
    [InlineData("user=postgres application_name=n2 fallback_application_name=main", "n2")]
    [InlineData("user=postgres fallback_application_name=walreceiver sslmode=prefer", "walreceiver")]
    [InlineData("application_name='two words' port=5432", "two words")]
    [InlineData(@"application_name='it\'s \\ here' port=5432", @"it's \ here")]
    [InlineData(@"password=******** application_name=a\ b", "a b")]
    [InlineData("user='application_name=no' application_name = yes", "yes")]
    [InlineData("application_name='' fallback_application_name=18/main", "18/main")]
    [InlineData("user=postgres", null)]
    [InlineData("", null)]
    [InlineData("application_name='unclosed", "unclosed")]
    public void The_name_a_receiver_goes_by_is_read_from_its_conninfo(string conninfo, string? name) =>
        Assert.Equal(name, Conninfo.ApplicationName(conninfo));
}
