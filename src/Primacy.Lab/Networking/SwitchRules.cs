using Primacy.Lab.Proxying;

namespace Primacy.Lab.Networking;

/// <summary>
/// What a lab's switch drops, in the words of nftables. See
/// https://wiki.nftables.org/wiki-nftables/index.php/Bridge_filtering.
/// </summary>
internal static class SwitchRules
{
    /// <summary>All rules anew, which nftables puts in force in one step.</summary>
    public static string For(Routes routes, string subnet)
    {
        var alone = routes
            .Partitioned.Select(AddressOf)
            .SelectMany(address => (string[])[$"ip saddr {address} drop", $"ip daddr {address} drop"]);
        var oneWay = routes.Cuts.Select(cut => $"ip saddr {AddressOf(cut.From)} ip daddr {AddressOf(cut.To)} drop");
        return $$"""
            table bridge lab
            delete table bridge lab
            table bridge lab {
                chain passing {
                    type filter hook forward priority 0; policy accept;
                    {{string.Join("\n        ", alone.Concat(oneWay))}}
                }
            }

            """;

        string AddressOf(int number) =>
            number == Cut.Outside ? Subnet.Outside(subnet) : Subnet.Instance(subnet, number);
    }
}
