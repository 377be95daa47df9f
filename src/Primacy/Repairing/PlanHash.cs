using System.Security.Cryptography;
using System.Text;
using Primacy.Repair;

namespace Primacy.Repairing;

/// <summary>By what a plan is approved: whoever has seen other facts has another one.</summary>
internal static class PlanHash
{
    /// <summary>Of a SHA-256, as much as a person can compare and nobody finds twice by chance.</summary>
    const int BytesShown = 8;

    public static string Of(Plan plan) => Of(plan.Basis);

    public static string Of(EquatableArray<string> basis) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', basis))).AsSpan(0, BytesShown)
        );
}
