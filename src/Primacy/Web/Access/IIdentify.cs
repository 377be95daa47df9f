namespace Primacy.Web.Access;

/// <summary>One way to show who sends a request. A way that is not configured says nothing.</summary>
internal interface IIdentify
{
    Identification Identify(HttpContext context, AccessOptions options);
}
