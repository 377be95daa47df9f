using System.CommandLine;
using System.Text.Json;
using Primacy.Cli;
using Primacy.Lab;
using Xunit;

namespace Primacy.Tests.Lab;

public sealed class LabCommandTests(LabFixture fixture) : IClassFixture<LabFixture>
{
    [Fact]
    public async Task Status_shows_people_a_table_and_where_to_point_a_watcher()
    {
        var lab = await fixture.HealthyAsync();

        var (exit, output, _) = await RunAsync("status", "--name", lab.Name);

        Assert.Equal(0, exit);
        Assert.Contains("standby of node-1", output, StringComparison.Ordinal);
        Assert.Contains($"primacy watch '{lab.Conninfo()}'", output, StringComparison.Ordinal);
        Assert.DoesNotContain(lab.Password, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_gives_programs_json_without_the_password()
    {
        var lab = await fixture.HealthyAsync();

        var (exit, output, _) = await RunAsync("status", "--name", lab.Name, "--output", "json");

        using var status = JsonDocument.Parse(output);
        var standby = status.RootElement.GetProperty("instances")[1];
        Assert.Equal(0, exit);
        Assert.Equal("running", standby.GetProperty("state").GetString());
        Assert.False(standby.GetProperty("isPrimary").GetBoolean());
        Assert.Equal(lab.Instances[1].Port, standby.GetProperty("port").GetInt32());
        Assert.DoesNotContain(lab.Password, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verbs_break_and_mend_what_they_say()
    {
        var lab = await fixture.HealthyAsync();

        await DoesAsync("freeze", 3, instance => instance.State == InstanceState.Frozen);
        await DoesAsync("thaw", 3, instance => instance.State == InstanceState.Running);
        await DoesAsync("partition", 3, instance => instance.IsPartitioned);
        await DoesAsync("heal", 3, instance => !instance.IsPartitioned);
        await DoesAsync("kill", 3, instance => instance.State == InstanceState.Down);
        await DoesAsync("start", 3, instance => instance.State == InstanceState.Running);
        await DoesAsync("stop", 3, instance => instance.State == InstanceState.Down);
        await DoesAsync("start", 3, instance => instance.State == InstanceState.Running);
        await DoesAsync("promote", 3, instance => instance.IsPrimary == true);
        await DoesAsync("rejoin", 3, instance => instance is { IsPrimary: false, IsStreaming: true });

        async Task DoesAsync(string verb, int number, Func<InstanceStatus, bool> outcome)
        {
            var (exit, _, error) = await RunAsync(verb, $"{number}", "--name", lab.Name);
            Assert.Equal("", error);
            Assert.Equal(0, exit);
            var status = await lab.StatusAsync(TestContext.Current.CancellationToken);
            Assert.True(outcome(status.Instances[number - 1]), $"{verb} {number}: {status.Instances[number - 1]}");
        }
    }

    [Theory]
    [InlineData("kill", "7", "has no instance 7: its instances are 1 to 3")]
    [InlineData("start", "1", "node-1 runs already")]
    [InlineData("promote", "1", "node-1 is a primary already")]
    public async Task A_verb_that_cannot_be_done_fails_with_the_reason(string verb, string number, string reason)
    {
        var lab = await fixture.HealthyAsync();

        var (exit, _, error) = await RunAsync(verb, number, "--name", lab.Name);

        Assert.Equal(1, exit);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lab_that_does_not_exist_names_those_that_do()
    {
        var lab = await fixture.HealthyAsync();

        var (exit, _, error) = await RunAsync("status", "--name", "no-such-lab");

        Assert.Equal(1, exit);
        Assert.Contains("There is no lab 'no-such-lab'. There are: ", error, StringComparison.Ordinal);
        Assert.Contains(lab.Name, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_ends_a_lab_that_another_process_started()
    {
        await using var lab = await LabCluster.StartAsync(
            new LabOptions { Name = LabFixture.UniqueName(), Instances = 1 },
            progress: null,
            TestContext.Current.CancellationToken
        );

        var (exit, output, _) = await RunAsync("down", "--name", lab.Name);

        Assert.Equal(0, exit);
        Assert.Contains($"'{lab.Name}' is gone", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(lab.Directory));
    }

    static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await LabCommand
            .Create()
            .Parse(arguments)
            .InvokeAsync(
                new InvocationConfiguration { Output = output, Error = error },
                TestContext.Current.CancellationToken
            );
        return (exit, output.ToString(), error.ToString());
    }
}
