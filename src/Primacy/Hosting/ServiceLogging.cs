using Microsoft.Extensions.Logging.Console;

namespace Primacy.Hosting;

/// <summary>How a service logs: one line an event on standard error, in UTC; to systemd with its priorities.</summary>
internal static class ServiceLogging
{
    public static void Configure(ILoggingBuilder logging)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        // That the service cannot start, or stopped by a fault, is said once and by us.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        if (Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null)
        {
            logging.AddSystemdConsole();
            return;
        }
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = IsColoured ? LoggerColorBehavior.Enabled : LoggerColorBehavior.Disabled;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
    }

    /// <summary>See https://no-color.org.</summary>
    static bool IsColoured =>
        !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
