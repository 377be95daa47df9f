using System.Net.Sockets;

namespace Primacy.Tests.Fencing;

/// <summary>Loses the answer to a deletion, and those to the next questions.</summary>
sealed class LostAnswers : DelegatingHandler
{
    int _left;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (request.Method == HttpMethod.Delete)
            _left = 3;
        if (_left == 0)
            return answer;
        _left--;
        answer.Dispose();
        throw new SocketException((int)SocketError.ConnectionReset);
    }
}
