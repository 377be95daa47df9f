using Primacy.Lab.Proxying;
using Primacy.Lab.Registry;
using Primacy.Lab.Servers;

namespace Primacy.Lab.Networking;

/// <summary>
/// Every instance in a network namespace of its own, with an address of its own, on a switch that lies in yet another
/// one. What passes through the switch can be dropped, in one direction too, and neither end hears of it. See
/// https://man7.org/linux/man-pages/man7/network_namespaces.7.html.
/// </summary>
internal sealed class NamespaceNetwork(LabDirectory directory, string subnet, TimeProvider time) : ILabNetwork
{
    readonly NamespaceNames _names = new(directory);

    /// <summary>Says what keeps this machine from having such a network, before anything is made.</summary>
    public static void Check()
    {
        if (Native.EffectiveUserId() != 0)
            throw new LabException(
                "Network namespaces need root. Run the lab as root, or leave --network away: the proxy needs no rights."
            );
        if (NetworkCommand.Missing() is { Count: > 0 } missing)
            throw new LabException(
                $"Network namespaces need {string.Join(", ", missing)}: apt-get install iproute2 nftables util-linux"
            );
    }

    /// <summary>Removes what there is of a lab's network, however little or much.</summary>
    public static async Task RemoveAsync(LabDirectory directory, CancellationToken cancellationToken)
    {
        var names = new NamespaceNames(directory);
        // The kernel takes a namespace apart some time after its name is gone, and with it the interface's address,
        // which the next lab may have taken by then.
        if (Directory.Exists($"/sys/class/net/{names.Outside}"))
            await NetworkCommand.RunAsync("ip", ["link", "delete", names.Outside], cancellationToken);
        foreach (var name in names.Existing())
            await NetworkCommand.RunAsync("ip", ["netns", "delete", name], cancellationToken);
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var instances = directory.Instances();
        await IpAsync([], Wires(instances), cancellationToken);
        await IpAsync(["-n", _names.Switch], Ports(instances), cancellationToken);
        foreach (var instance in instances)
            await IpAsync(["-n", _names.Of(instance.Number)], Interfaces(instance), cancellationToken);
        await RefreshAsync(cancellationToken);
    }

    public Task<bool> IsUpAsync(CancellationToken cancellationToken) =>
        Task.FromResult(File.Exists(NamespaceNames.FileOf(_names.Switch)));

    public async Task ChangeAsync(Func<Routes, Routes> change, CancellationToken cancellationToken)
    {
        using (await FileLock.TakeAsync(directory.RoutesLock, time, cancellationToken))
        {
            directory.Write(change(directory.ReadRoutes()));
            await RefreshAsync(cancellationToken);
        }
    }

    public Task RefreshAsync(CancellationToken cancellationToken) =>
        NetworkCommand.RunAsync(
            "nsenter",
            [EntranceTo(_names.Switch), "nft", "-f", "-"],
            SwitchRules.For(directory.ReadRoutes(), subnet),
            cancellationToken
        );

    public (string Host, int Port) WayTo(LabInstance upstream, LabInstance standby) => (upstream.Host, upstream.Port);

    public IReadOnlyList<string> Entrance(int number) => ["nsenter", EntranceTo(_names.Of(number))];

    /// <summary>It goes with the lab, and not with whoever looks at the lab.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    IEnumerable<string> Wires(IReadOnlyList<LabInstance> instances) =>
        [
            $"netns add {_names.Switch}",
            $"link add {_names.Outside} type veth peer name outside netns {_names.Switch}",
            $"address add {Subnet.Outside(subnet)}/24 dev {_names.Outside}",
            $"link set {_names.Outside} up",
            .. instances.SelectMany(instance =>
                (string[])
                    [
                        $"netns add {_names.Of(instance.Number)}",
                        $"link add {instance.Name} netns {_names.Switch} type veth "
                            + $"peer name eth0 netns {_names.Of(instance.Number)}",
                    ]
            ),
        ];

    static IEnumerable<string> Ports(IReadOnlyList<LabInstance> instances) =>
        [
            "link add switch type bridge",
            "link set switch up",
            .. instances
                .Select(instance => instance.Name)
                .Append("outside")
                .Select(name => $"link set {name} master switch up"),
        ];

    static IEnumerable<string> Interfaces(LabInstance instance) =>
        [$"address add {instance.Host}/24 dev eth0", "link set eth0 up", "link set lo up"];

    static Task IpAsync(string[] where, IEnumerable<string> orders, CancellationToken cancellationToken) =>
        NetworkCommand.RunAsync(
            "ip",
            [.. where, "-batch", "-"],
            string.Concat(orders.Select(order => $"{order}\n")),
            cancellationToken
        );

    static string EntranceTo(string name) => $"--net={NamespaceNames.FileOf(name)}";
}
