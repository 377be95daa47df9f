using Primacy.Web.Security;
using Xunit;

namespace Primacy.Tests.Web.Security;

public sealed class PasswordsTests : IDisposable
{
    /// <summary>"geheim", by the crypt of the GNU C library.</summary>
    const string Hash = "$2y$10$abcdefghijklmnopqrstuu3qWavo/JrKRRVDF/68ERj4rQOXSVCG2";

    readonly Passwords _passwords = new();

    [Theory]
    [InlineData("$2y$")]
    [InlineData("$2a$")]
    [InlineData("$2b$")]
    public async Task A_password_is_right_whichever_program_made_its_hash(string version)
    {
        WebUser[] users = [new("alice", version + Hash[4..])];

        Assert.True(await AskAsync(users, "alice", "geheim"));
        Assert.False(await AskAsync(users, "alice", "geheim "));
        Assert.False(await AskAsync(users, "alice", ""));
    }

    [Fact]
    public async Task What_was_right_and_what_was_wrong_is_so_the_second_time()
    {
        WebUser[] users = [new("alice", Hash), new("bob", Cheap("other"))];

        for (var i = 0; i < 2; i++)
        {
            Assert.True(await AskAsync(users, "alice", "geheim"));
            Assert.True(await AskAsync(users, "bob", "other"));
            Assert.False(await AskAsync(users, "bob", "geheim"));
            Assert.False(await AskAsync(users, "nobody", "geheim"));
        }
    }

    [Fact]
    public async Task Who_is_taken_out_and_put_in_again_is_out_and_in_at_once()
    {
        WebUser[] with = [new("alice", Cheap("geheim"))];
        WebUser[] without = [with[0] with { Name = "carol" }];

        Assert.True(await AskAsync(with, "alice", "geheim"));
        Assert.False(await AskAsync(without, "alice", "geheim"));
        Assert.True(await AskAsync(with, "alice", "geheim"));
    }

    [Fact]
    public async Task A_new_password_takes_the_place_of_the_old_at_once()
    {
        Assert.True(await AskAsync([new("alice", Cheap("old"))], "alice", "old"));
        WebUser[] changed = [new("alice", Cheap("new"))];

        Assert.False(await AskAsync(changed, "alice", "old"));
        Assert.True(await AskAsync(changed, "alice", "new"));
    }

    [Fact]
    public async Task What_is_remembered_is_bounded_and_guesses_do_not_drive_out_who_is_known()
    {
        WebUser[] users = [new("alice", Cheap("geheim"))];
        Assert.True(await AskAsync(users, "alice", "geheim"));

        for (var i = 0; i < 300; i++)
            Assert.False(await AskAsync(users, "alice", $"guess {i}"));

        Assert.True(await AskAsync(users, "alice", "geheim"));
        Assert.False(await AskAsync(users, "alice", "guess 0"));
    }

    [Fact]
    public async Task A_password_that_bcrypt_cannot_take_is_wrong()
    {
        WebUser[] users = [new("alice", Cheap("geheim"))];

        Assert.False(await AskAsync(users, "alice", new string('x', 100_000)));
        Assert.False(await AskAsync(users, "alice", "geheim\0more"));
    }

    public void Dispose() => _passwords.Dispose();

    static string Cheap(string password) => BCrypt.Net.BCrypt.HashPassword(password, workFactor: 4);

    async Task<bool?> AskAsync(WebUser[] users, string name, string password) =>
        await _passwords.AreRightAsync(users, name, password, TestContext.Current.CancellationToken);
}
