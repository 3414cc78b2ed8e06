using System.Reflection;
using System.Reflection.Emit;
using EssLedger.Core.Labels;

namespace EssLedger.Core;

/// <summary>Promises about the shape of the code that no compiler keeps.</summary>
public sealed class CorePromises
{
    private static readonly Type[] Types = typeof(Grant).Assembly.GetTypes();

    [Theory]
    [InlineData("EssLedger.Core.Labels", "EssLedger.Core.Payments")]
    [InlineData("EssLedger.Core.Payments", "EssLedger.Core.Labels")]
    [InlineData("EssLedger.Core.Badges", "EssLedger.Core.Payments")]
    [InlineData("EssLedger.Core.Payments", "EssLedger.Core.Badges")]
    [InlineData("EssLedger.Core.Labels", "EssLedger.Core.Campaigns")]
    [InlineData("EssLedger.Core.Campaigns", "EssLedger.Core.Labels")]
    public void Labels_and_payments_never_mention_each_other(string here, string there) =>
        Assert.DoesNotContain(Types.Where(type => In(type, here)).SelectMany(Mentions), other => In(other, there));

    [Fact]
    public void Mentions_are_found_in_signatures_and_in_bodies()
    {
        Assert.Contains(typeof(Identifiers.GrantNumber), Mentions(typeof(GrantFact)));
        Assert.Contains(typeof(Grant), Mentions(typeof(GrantRules)));
        Assert.Contains(typeof(Enumerable), Mentions(typeof(Grant)));
    }

    [Fact]
    public void Every_public_type_is_sealed_static_or_abstract() =>
        Assert.DoesNotContain(Types, type => type is { IsVisible: true, IsClass: true, IsSealed: false, IsAbstract: false });

    [Fact]
    public void Core_stands_on_the_framework_alone() =>
        Assert.All(typeof(Grant).Assembly.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));

    [Fact]
    public void Core_does_not_know_what_time_it_is()
    {
        Type[] forbidden = [typeof(TimeProvider), typeof(Random), typeof(Guid), typeof(File), typeof(Console), typeof(System.Security.Cryptography.RandomNumberGenerator)];
        Assert.DoesNotContain(Types.SelectMany(Mentions), forbidden.Contains);
    }

    private static bool In(Type type, string room) => type.Namespace == room || (type.Namespace ?? "").StartsWith(room + ".", StringComparison.Ordinal);

    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static IEnumerable<Type> Mentions(Type type) => type.GetInterfaces()
        .Append(type.BaseType)
        .Concat(type.GetFields(All).Select(field => field.FieldType))
        .Concat(type.GetMethods(All).Select(method => method.ReturnType))
        .Concat(type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All))
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Concat(InBody(method))))
        .OfType<Type>().SelectMany(Parts);

    private static IEnumerable<Type?> InBody(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var at = 0; at < code.Length;)
        {
            var opcode = code[at] == 0xFE ? Opcodes[unchecked((short)(0xFE00 | code[at + 1]))] : Opcodes[code[at]];
            at += opcode.Size;
            if (opcode.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                var generics = (method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
                var member = method.Module.ResolveMember(BitConverter.ToInt32(code, at), generics.Item1, generics.Item2);
                yield return member as Type ?? member?.DeclaringType;
            }
            at += OperandSize(opcode, code, at);
        }
    }

    private static readonly Dictionary<short, OpCode> Opcodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(opcode => opcode.Value);

    private static int OperandSize(OpCode opcode, byte[] code, int at) => opcode.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };

    private static IEnumerable<Type> Parts(Type type) => type.HasElementType
        ? Parts(type.GetElementType()!)
        : type.GetGenericArguments().SelectMany(Parts).Prepend(type);
}
