using Primacy.Lab;

namespace Primacy.Tests.Repairing;

/// <summary>
/// A service in a process of its own: it approves the plan that it is shown, says when it is in the midst of stopping
/// the server, and goes no further, until it is killed.
/// </summary>
static class RepairChild
{
    /// <summary>The file by which it says so: what runs tests has the standard output for itself.</summary>
    public static string Sign(string state) => Path.Combine(state, "in-the-midst");

    /// <param name="argument">The lab's name and the state directory, with a line break between them.</param>
    public static void Run(string argument) => RunAsync(argument.Split('\n')).GetAwaiter().GetResult();

    static async Task RunAsync(string[] words)
    {
        var lab = await LabCluster.AttachAsync(words[0], null, TimeProvider.System, CancellationToken.None);
        await using var service = await RepairService.BeginAsync(lab, words[1], CancellationToken.None);
        var forever = new TaskCompletionSource();
        service.Fence.InTheMidst = () =>
        {
            File.WriteAllText(Sign(words[1]), "");
            return forever.Task;
        };
        await service.ApproveAsync();
        await forever.Task;
    }
}
