using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Primacy.Web.Security;

namespace Primacy.Hosting;

/// <summary>The address that is listened on, in the clear or as the web configuration file says.</summary>
internal static class Listener
{
    public static void AddServices(IServiceCollection services, WebSource? web)
    {
        if (web is null)
            return;
        services.AddSingleton(web);
        services.AddSingleton<WebRules>();
        services.AddSingleton<ServerTls>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<Gate>();
    }

    public static void Listen(KestrelServerOptions kestrel, IPEndPoint endpoint, WebSource? web) =>
        kestrel.Listen(
            endpoint,
            listen =>
            {
                if (web?.Options.Tls is null)
                    return;
                listen.Protocols = web.Options.HasHttp2 ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
                var tls = kestrel.ApplicationServices.GetRequiredService<ServerTls>();
                listen.UseHttps(
                    new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(tls.Now()) }
                );
            }
        );

    /// <summary>Before all else that is done with a request.</summary>
    public static void Guard(WebApplication app, WebSource? web)
    {
        if (web is null)
            return;
        var gate = app.Services.GetRequiredService<Gate>();
        app.Use(next => context => gate.PassAsync(context, next));
    }
}
