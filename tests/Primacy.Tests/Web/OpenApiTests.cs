using System.Text.Json;
using Primacy.Web;
using Xunit;

namespace Primacy.Tests.Web;

/// <summary>The description of the API.</summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task The_description_is_the_accepted_one_and_every_pointer_in_it_leads_somewhere()
    {
        await using var server = await WebServer.Start();
        var (_, text, answer) = await server.Send(HttpMethod.Get, "/openapi.json", null);

        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        using var document = JsonDocument.Parse(text);
        foreach (var pointer in Pointers(document.RootElement).Distinct())
            Assert.True(Leads(document.RootElement, pointer), $"{pointer} leads nowhere");
        var version = document.RootElement.GetProperty("info").GetProperty("version").GetString();
        Golden.Verify("openapi", text.Replace($"\"{version}\"", "\"VERSION\"", StringComparison.Ordinal) + "\n");
    }

    [Fact]
    public void Every_operation_has_a_name_of_its_own_and_says_what_its_path_names()
    {
        Assert.Distinct(ApiEndpoints.Operations.Select(operation => operation.Id));
        Assert.All(
            ApiEndpoints.Operations,
            operation =>
                Assert.Equal(
                    operation.Path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}')),
                    operation.Parameters.Where(one => one.Place == "path").Select(one => one.Name)
                )
        );
    }

    static IEnumerable<string> Pointers(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(one =>
                    one is { Name: "$ref", Value.ValueKind: JsonValueKind.String }
                        ? [one.Value.GetString()!]
                        : Pointers(one.Value)
                ),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Pointers),
            _ => [],
        };

    static bool Leads(JsonElement root, string pointer)
    {
        foreach (var part in pointer.Split('/').Skip(1))
        {
            if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty(part, out root))
                return false;
        }
        return pointer.StartsWith('#');
    }
}
