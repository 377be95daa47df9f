using Primacy.Cli;
using Primacy.Web.Api;
using Xunit;

namespace Primacy.Tests.Cli;

public sealed class PlanTextTests
{
    [Theory]
    [InlineData("orders", "db-1.example:5432", "primacy plan orders --keep db-1.example:5432 --execute")]
    [InlineData("the shop's", "[::1]:5432", @"primacy plan 'the shop'\''s' --keep '[::1]:5432' --execute")]
    public void The_line_to_repeat_is_one_that_a_shell_takes_as_it_is_meant(string cluster, string keep, string line)
    {
        var output = new StringWriter();
        PlanText.Write(new Screen(output), Report(cluster, keep), keep);
        Assert.Contains(line, output.ToString(), StringComparison.Ordinal);
    }

    static PlanReport Report(string cluster, string keep) =>
        new()
        {
            Cluster = cluster,
            At = DateTimeOffset.UnixEpoch,
            Mode = "propose",
            Hash = "5d0c",
            Objection = null,
            Plan = new PlanContentReport
            {
                Incident = "",
                Keep = keep,
                Stop = "",
                Fork = "",
                Decision = "",
                ByPerson = true,
                Votes = [],
                Loss = [],
                LostBytes = null,
                LostCommits = null,
                LostClientCommits = null,
                Steps = [],
                Remains = [],
                Basis = [],
            },
            Refusals = [],
            Run = null,
        };
}
