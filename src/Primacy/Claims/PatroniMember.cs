namespace Primacy.Claims;

/// <summary>A member in Patroni's answer, as far as we read it.</summary>
internal sealed record PatroniMember(string? Name, string? Role, string? State, string? Host, int? Port);
