namespace Primacy.Wal;

/// <summary>The file numbers that the catalogs of the planner's statistics have from the beginning.</summary>
static class StatisticsCatalogs
{
    public const uint Statistic = 2619;
    public const uint StatisticToast = 2840;
    public const uint ExtendedData = 3429;
    public const uint ExtendedDataToast = 3430;
}
