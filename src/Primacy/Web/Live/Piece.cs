using Primacy.Web.Pages;
using RazorSlices;

namespace Primacy.Web.Live;

/// <summary>
/// A part of a page that is sent again when it has changed. Its template is an element that carries the key as
/// <c>data-piece</c>.
/// </summary>
/// <param name="key">By which the page's script knows it.</param>
/// <param name="slice">Its template, filled in.</param>
internal sealed class Piece(string key, Func<RazorSlice> slice)
{
    Task<string>? _html;

    public string Key => key;

    public RazorSlice Slice() => slice();

    /// <summary>Rendered once, for however many look on.</summary>
    public Task<string> Html => _html ??= slice().RenderAsync(VisibleText.Encoder).AsTask();
}
