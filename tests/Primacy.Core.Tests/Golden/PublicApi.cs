using System.Reflection;
using System.Text;

namespace Primacy.Golden;

/// <summary>Core's public surface as text, one member a line, so that a change of it is seen in a diff.</summary>
static class PublicApi
{
    const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        var types = assembly.GetExportedTypes().Where(type => !IsCompilers(type));
        foreach (var type in types.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append($"{Kind(type)} {type.FullName}\n");
            var members = type.GetMembers(Declared)
                .Where(member => !IsCompilers(member))
                .Select(Describe)
                .OfType<string>();
            foreach (var member in members.Distinct().Order(StringComparer.Ordinal))
                text.Append($"    {member}\n");
        }
        return text.ToString();
    }

    static string Kind(Type type) =>
        type switch
        {
            { IsEnum: true } => "enum",
            { IsValueType: true } => "struct",
            { IsInterface: true } => "interface",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            _ => "class",
        };

    static string? Describe(MemberInfo member) =>
        member switch
        {
            FieldInfo field when field.DeclaringType!.IsEnum => field.IsLiteral ? field.Name : null,
            FieldInfo field => $"{Name(field.FieldType)} {field.Name}",
            PropertyInfo property => $"{Name(property.PropertyType)} {property.Name}",
            ConstructorInfo constructor => $"new({Parameters(constructor)})",
            MethodInfo { IsSpecialName: false } method =>
                $"{Name(method.ReturnType)} {method.Name}({Parameters(method)})",
            _ => null,
        };

    static string Parameters(MethodBase method) =>
        string.Join(
            ", ",
            method.GetParameters().Select(parameter => $"{Name(parameter.ParameterType)} {parameter.Name}")
        );

    static string Name(Type type) =>
        !type.IsGenericType
            ? type.Name
            : $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";

    /// <summary>What the compiler writes for records says nothing that the members do not.</summary>
    static bool IsCompilers(MemberInfo member) =>
        member.Name.Contains('<', StringComparison.Ordinal)
        || member.Name is "ToString" or "Equals" or "GetHashCode" or "Deconstruct" or "PrintMembers";
}
