using Primacy.Acting;
using Primacy.Notifications;
using Primacy.Repairing;
using Primacy.Storage;
using Primacy.Storytelling;
using Primacy.Watching;
using Primacy.Web;

namespace Primacy.Hosting;

/// <summary>Everything that is kept in the one file, by the name under which each asks for his part.</summary>
internal static class JournalServices
{
    public static void Add(IServiceCollection services, SqliteJournal journal)
    {
        services.AddSingleton(journal);
        services.AddSingleton(provider => new JournalKeepers(
            journal,
            provider.GetRequiredService<Outbox>().DeliverUnjournaled,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<JournalKeeper>>()
        ));
        services.AddSingleton<IDeliveries>(journal.Deliveries);
        services.AddSingleton<IncidentHistory>(journal.Incidents);
        services.AddSingleton<IncidentLookup>(journal.Incident);
        services.AddSingleton<IActStore>(journal.Acts);
        services.AddSingleton<IRepairStore>(journal.Repairs);
        services.AddSingleton<IStorySource>(journal.Stories);
        services.AddSingleton<LookHistory>(journal.Look);
        services.AddSingleton<RoleHistory>(journal.Stories.Roles);
        services.AddSingleton<DeliveryHistory>(journal.Deliveries.Records);
    }
}
