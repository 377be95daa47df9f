using Xunit;

namespace Primacy;

public sealed class EquatableArrayTests
{
    static readonly EquatableArray<string> Names = ["a", "b"];

    [Fact]
    public void It_is_written_as_a_list() => Assert.Equal("[a, b]", Names.ToString());

    [Fact]
    public void It_equals_what_has_the_same_items_in_the_same_order()
    {
        EquatableArray<string> same = ["a", "b"];
        Assert.True(Names == same && !(Names != same) && Names.Equals((object)same));
        Assert.Equal(Names.GetHashCode(), same.GetHashCode());
        EquatableArray<string> turned = ["b", "a"];
        Assert.True(Names != turned && !(Names == turned) && !Names.Equals((object)turned));
        Assert.NotEqual(Names.GetHashCode(), turned.GetHashCode());
        Assert.False(Names.Equals("[a, b]"));
    }

    [Fact]
    public void One_that_was_never_set_is_empty()
    {
        EquatableArray<string> unset = default;
        Assert.Empty(unset);
        Assert.Equal("[]", unset.ToString());
    }
}
