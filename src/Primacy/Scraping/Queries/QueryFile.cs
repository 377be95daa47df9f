namespace Primacy.Scraping.Queries;

/// <summary>A file of queries that was loaded.</summary>
/// <param name="Name">Its path as configured.</param>
/// <param name="Hash">The SHA-256 of its content, in hexadecimal digits.</param>
internal sealed record QueryFile(string Name, string Hash);
