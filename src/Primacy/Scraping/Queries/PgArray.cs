using System.Text;

namespace Primacy.Scraping.Queries;

/// <summary>Reads arrays of numbers as the server writes them: "{1,2.5,Infinity}".</summary>
internal static class PgArray
{
    /// <summary>The numbers; none for NULL; null where the text is no such array.</summary>
    public static List<double>? Numbers(string? text)
    {
        var numbers = new List<double>();
        if (text is null or "{}")
            return numbers;
        if (text is not ['{', .. var inner, '}'])
            return null;
        foreach (var item in inner.Split(','))
        {
            if (PgValue.Number(Encoding.UTF8.GetBytes(item)) is not { } number)
                return null;
            numbers.Add(number);
        }
        return numbers;
    }
}
