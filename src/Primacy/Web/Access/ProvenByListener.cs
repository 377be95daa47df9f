namespace Primacy.Web.Access;

/// <summary>Who was let in by the listener under a name.</summary>
internal sealed class ProvenByListener : IIdentify
{
    public Identification Identify(HttpContext context, AccessOptions options) =>
        context.Features.Get<ProvenName>() is var (name, how)
            ? new Identification.Known(new Identity(name, how, options.MayAct(name)))
            : Identification.Nothing;
}
