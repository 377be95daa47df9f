using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Primacy.Exposition;

namespace Primacy.Exporter;

/// <summary>
/// Reads the meters of the other adapters, which need not know how metrics are served: an instrument's name and
/// description are those of its family. Counters are added up as they count, gauges are asked at each scrape.
/// </summary>
internal sealed class MeterReadings : IDisposable
{
    readonly ConcurrentDictionary<Instrument, ConcurrentDictionary<string, Reading>> _readings = new();
    readonly MeterListener _listener = new();
    readonly Lock _scrape = new();

    public MeterReadings(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // The scope keeps out other services of the same process, as tests have them.
            if (instrument.Meter.Name == "Primacy" && instrument.Meter.Scope == meters)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    public void Write(ExpositionWriter writer)
    {
        lock (_scrape)
        {
            foreach (var (instrument, _) in _readings.Where(reading => reading.Key.IsObservable))
                _readings.TryRemove(instrument, out _);
            _listener.RecordObservableInstruments();
            foreach (
                var (instrument, readings) in _readings.OrderBy(reading => reading.Key.Name, StringComparer.Ordinal)
            )
            {
                var kind = instrument is Counter<long> or Counter<double> ? MetricKind.Counter : MetricKind.Gauge;
                writer.Family(instrument.Name, kind, instrument.Description ?? instrument.Name);
                foreach (var (_, reading) in readings.OrderBy(one => one.Key, StringComparer.Ordinal))
                    writer.Sample(reading.Value, reading.Labels);
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new (string, string)[tags.Length];
        for (var i = 0; i < tags.Length; i++)
            labels[i] = (tags[i].Key, tags[i].Value?.ToString() ?? "");
        var key = string.Join('\u001f', labels);
        _readings
            .GetOrAdd(instrument, static _ => new())
            .AddOrUpdate(
                key,
                new Reading(labels, value),
                (_, before) => before with { Value = instrument.IsObservable ? value : before.Value + value }
            );
    }

    sealed record Reading((string Name, string Value)[] Labels, double Value);
}
