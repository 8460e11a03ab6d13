using System.Reflection;
using System.Reflection.Emit;

namespace Letta.Migrations.Tests.Architecture;

/// <summary>
/// Every type that a compiled type refers to: what it inherits, what its members are declared with, and what its code touches.
/// Sees through aliases, partly qualified names, <c>var</c> and extension methods, which a reader of sources does not.
/// </summary>
internal static class TypeReferences
{
    private const BindingFlags Declared
        = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodes = typeof(OpCodes).GetFields()
        .Select(f => (OpCode)f.GetValue(null)!)
        .ToDictionary(o => o.Value);

    public static IEnumerable<Type> Find(Type type)
        => Inherited(type).Concat(type.GetMembers(Declared).SelectMany(Find)).SelectMany(Parts).Distinct();

    private static IEnumerable<Type> Inherited(Type type)
        => type.GetInterfaces().Append(type.BaseType ?? typeof(object)).Concat(type.CustomAttributes.Select(a => a.AttributeType));

    private static IEnumerable<Type> Find(MemberInfo member) => member switch
    {
        FieldInfo field => [field.FieldType],
        MethodInfo method => Find(method).Append(method.ReturnType),
        ConstructorInfo constructor => Find(constructor),
        _ => [],
    };

    private static IEnumerable<Type> Find(MethodBase method)
    {
        var parameters = method.GetParameters().Select(p => p.ParameterType);
        if (method.GetMethodBody() is not { } body)
            return parameters;

        var handlers = body.ExceptionHandlingClauses.Where(c => c.Flags == ExceptionHandlingClauseOptions.Clause).Select(c => c.CatchType!);
        return parameters.Concat(body.LocalVariables.Select(v => v.LocalType)).Concat(handlers)
            .Concat(Touched(method, body.GetILAsByteArray()!));
    }

    /// <summary>The types behind the metadata tokens in a method's instructions.</summary>
    private static IEnumerable<Type> Touched(MethodBase method, byte[] il)
    {
        var typeArguments = method.DeclaringType!.GetGenericArguments();
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (var i = 0; i < il.Length;)
        {
            var code = il[i] == 0xFE ? OpCodes[(short)((il[i] << 8) | il[i + 1])] : OpCodes[il[i]];
            i += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok)
            {
                var member = method.Module.ResolveMember(BitConverter.ToInt32(il, i), typeArguments, methodArguments)!;
                if ((member as Type ?? member.DeclaringType) is { } touched)
                    yield return touched;
                if (member is MethodInfo { IsGenericMethod: true } generic)
                {
                    foreach (var argument in generic.GetGenericArguments())
                        yield return argument;
                }
            }

            i += SizeOf(code.OperandType, il, i);
        }
    }

    private static int SizeOf(OperandType operand, byte[] il, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };

    private static IEnumerable<Type> Parts(Type type)
        => type.HasElementType ? Parts(type.GetElementType()!)
            : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type)
            : [type];
}
