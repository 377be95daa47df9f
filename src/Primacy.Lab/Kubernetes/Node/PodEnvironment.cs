using System.Text;
using System.Text.RegularExpressions;
using k8s.Models;

namespace Primacy.Lab.Kubernetes.Node;

/// <summary>
/// The environment variables of a container, with what they refer to. See
/// https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/.
/// </summary>
internal static partial class PodEnvironment
{
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(
        V1Pod pod,
        V1Container container,
        string address,
        PodApi api,
        CancellationToken cancellation
    )
    {
        var values = new Dictionary<string, string>();
        foreach (var variable in container.Env ?? [])
            values[variable.Name] = variable.ValueFrom switch
            {
                { SecretKeyRef: { } key } => await SecretAsync(pod, key, api, cancellation),
                { FieldRef.FieldPath: "metadata.name" } => pod.Metadata.Name,
                { FieldRef.FieldPath: "metadata.namespace" } => pod.Metadata.NamespaceProperty,
                { FieldRef.FieldPath: "status.podIP" } => address,
                null => Reference()
                    .Replace(variable.Value ?? "", m => values.GetValueOrDefault(m.Groups[1].Value, m.Value)),
                _ => throw new LabException(
                    $"The variable {variable.Name} of {pod.Metadata.Name} comes from where a lab does not look."
                ),
            };
        return values;
    }

    static async Task<string> SecretAsync(
        V1Pod pod,
        V1SecretKeySelector key,
        PodApi api,
        CancellationToken cancellation
    )
    {
        var secret = await api.SecretAsync(pod.Metadata.NamespaceProperty, key.Name, cancellation);
        return secret.Data.TryGetValue(key.Key, out var value)
            ? Encoding.UTF8.GetString(value)
            : throw new LabException($"The Secret {key.Name} has no key {key.Key}, which {pod.Metadata.Name} wants.");
    }

    [GeneratedRegex(@"\$\(([A-Za-z_][A-Za-z0-9_]*)\)")]
    private static partial Regex Reference();
}
