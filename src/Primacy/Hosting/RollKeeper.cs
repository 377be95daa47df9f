using Primacy.Kubernetes.Discovering;
using Primacy.Kubernetes.Membership;
using Primacy.Watching;

namespace Primacy.Hosting;

/// <summary>
/// Who is expected, kept in the journal. A journal that cannot be written is said, and holds up no watching.
/// </summary>
internal sealed partial class RollKeeper(IRollStore store, ILogger<RollKeeper> logger) : IRollStore
{
    public EquatableArray<KnownCluster> Load() => store.Load();

    public void Save(IReadOnlyCollection<KnownCluster> changed, IReadOnlyCollection<ClusterKey> gone)
    {
        try
        {
            store.Save(changed, gone);
        }
        catch (JournalException fault)
        {
            LogNotKept(fault.Message);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Kubernetes: who is expected could not be kept for the next start: {Fault}"
    )]
    partial void LogNotKept(string fault);
}
