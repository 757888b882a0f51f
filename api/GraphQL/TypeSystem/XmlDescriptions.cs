using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Distribution.Api.GraphQL.Nodes;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>The descriptions of the schema are the documentation comments of the C# it is made from, so they are written once.</summary>
internal sealed class XmlDescriptions
{
    private readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, XElement>> _files = new();

    public string? Of(Type type) => Summary(Member(type, "T:" + Id(type)));

    public string? Of(MethodInfo method) => Summary(OfMethod(method));

    /// <summary>A positional record's property is described where the record declares it: in the parameter of the same name.</summary>
    public string? Of(PropertyInfo property)
    {
        var owner = property.DeclaringType!;
        return Summary(Member(owner, $"P:{Id(owner)}.{property.Name}")) ?? Param(Member(owner, "T:" + Id(owner)), property.Name);
    }

    public string? Of(ParameterInfo parameter) => parameter.Member switch
    {
        MethodInfo method => Param(OfMethod(method), parameter.Name!),
        ConstructorInfo constructor => Param(Member(constructor.DeclaringType!, "T:" + Id(constructor.DeclaringType!)), parameter.Name!)
            ?? Summary(Member(constructor.DeclaringType!, $"P:{Id(constructor.DeclaringType!)}.{parameter.Name}")),
        _ => null,
    };

    /// <summary>What a parameter's own comment says, or for an id what it is the id of.</summary>
    public string? OfInput(ParameterInfo parameter) =>
        Of(parameter) ?? (IdTypes.NounOf(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType) is { } noun ? $"The id of the {noun}." : null);

    public string? Of(FieldInfo enumValue) => Summary(Member(enumValue.DeclaringType!, $"F:{Id(enumValue.DeclaringType!)}.{enumValue.Name}"));

    /// <summary>Field methods are not overloaded, so the name alone finds them.</summary>
    private XElement? OfMethod(MethodInfo method)
    {
        var start = $"M:{Id(method.DeclaringType!)}.{method.Name}";
        return File(method.DeclaringType!.Assembly)
            .Where(member => member.Key == start || member.Key.StartsWith(start + "(", StringComparison.Ordinal))
            .Select(member => member.Value)
            .FirstOrDefault();
    }

    private XElement? Member(Type owner, string id) => File(owner.Assembly).GetValueOrDefault(id);

    private IReadOnlyDictionary<string, XElement> File(Assembly assembly) => _files.GetOrAdd(assembly, Load);

    private static Dictionary<string, XElement> Load(Assembly assembly)
    {
        var path = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
        return System.IO.File.Exists(path)
            ? XDocument.Load(path).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value)
            : [];
    }

    private static string Id(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string? Summary(XElement? member) => Text(member?.Element("summary"));

    private static string? Param(XElement? member, string name) =>
        Text(member?.Elements("param").FirstOrDefault(param => string.Equals(param.Attribute("name")?.Value, name, StringComparison.Ordinal)));

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        var text = new StringBuilder();
        Append(element, text);
        var words = text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : string.Join(' ', words);
    }

    private static void Append(XElement element, StringBuilder text)
    {
        foreach (var node in element.Nodes())
        {
            switch (node)
            {
                case XText words:
                    text.Append(words.Value);
                    break;
                case XElement { Name.LocalName: "see" or "seealso" } see:
                    text.Append('`').Append(LastName(see)).Append('`');
                    break;
                case XElement { Name.LocalName: "paramref" or "typeparamref" } reference:
                    text.Append('`').Append(GraphNames.Camel(reference.Attribute("name")?.Value ?? "")).Append('`');
                    break;
                case XElement { Name.LocalName: "c" } code:
                    text.Append('`').Append(code.Value).Append('`');
                    break;
                case XElement inner:
                    Append(inner, text.Append(' '));
                    break;
            }
        }
    }

    /// <summary>The id's first letter says what is meant: a type keeps its capital, an enum's value shouts, the rest are fields.</summary>
    private static string LastName(XElement see)
    {
        if (see.Attribute("cref")?.Value is not { } id)
        {
            return see.Attribute("langword")?.Value ?? see.Value;
        }

        var name = id[2..].Split('(')[0].Split('.')[^1].Split('`')[0];
        return id[0] switch
        {
            'T' => name,
            'F' => GraphNames.Screaming(name),
            _ => GraphNames.Camel(name),
        };
    }
}
