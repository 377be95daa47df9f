namespace Primacy.Bench.SplitBrain;

/// <summary>CPU that a set-up used over a window, for so many probes or scrapes of one instance.</summary>
internal sealed record Cost(TimeSpan Cpu, double Looks)
{
    public double MicrosecondsPerLook => Cpu.TotalMicroseconds / Looks;
}
