using Primacy.Lab;
using Primacy.Probing;
using Primacy.Topology;
using Primacy.Watching;

namespace Primacy.Cli;

/// <summary>A server of the lab as a watcher is told of it, with the role that the lab made for watching.</summary>
internal static class LabMember
{
    public static InstanceOptions Of(LabCluster lab, LabInstance instance) =>
        new(
            new Instance(new InstanceId(instance.Name), instance.Host, instance.Port),
            new ConnectionSettings
            {
                Host = instance.Host,
                Port = instance.Port,
                User = LabCluster.MonitorRole,
                Password = lab.Password,
            }
        );
}
