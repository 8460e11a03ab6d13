using Letta.Migrations.Backfills;

namespace Letta.Migrations.Tests.Backfills;

/// <summary>Every expectation was printed by Python 3.11: <c>json.dumps(json.loads(text))</c>.</summary>
public sealed class PythonJsonTests
{
    [Theory]
    [InlineData("""{"a":1,"a":2,"b":null}""", """{"a": 2, "b": null}""")]
    [InlineData("""{"b":1,"a":{"y":[],"x":{}},"b":{"z":true}}""", """{"b": {"z": true}, "a": {"y": [], "x": {}}}""")]
    [InlineData("""{"k":"ü🌍\ud800\u0000/\/"}""", """{"k": "\u00fc\ud83c\udf0d\ud800\u0000//"}""")]
    [InlineData("\"\\u007f\\b\\f\\n\\r\\t\x7f\"", """
        "\u007f\b\f\n\r\t\u007f"
        """)]
    [InlineData("""{"":""}""", """{"": ""}""")]
    [InlineData("  [ NaN , Infinity,-Infinity]  ", "[NaN, Infinity, -Infinity]")]
    [InlineData("{ \"x\" :\t[ 1 ,\r\n2 ] }", """{"x": [1, 2]}""")]
    [InlineData("[1.0,1e16,1e15,1e-5,0.0001,0.1,1e22,1e23]", "[1.0, 1e+16, 1000000000000000.0, 1e-05, 0.0001, 0.1, 1e+22, 1e+23]")]
    [InlineData("[-0,-0.0,0.0,1E400,100.0,2.50]", "[0, -0.0, 0.0, Infinity, 100.0, 2.5]")]
    [InlineData(
        "[12345678901234567890123,123456789012345678.0,9007199254740993.0]",
        "[12345678901234567890123, 1.2345678901234568e+17, 9007199254740992.0]")]
    [InlineData("[5e-324,1.5e300,-1.7976931348623157e308]", "[5e-324, 1.5e+300, -1.7976931348623157e+308]")]
    [InlineData(
        "[9999999999999998.0,99999999999999980.0,0.00012345,0.000012345]",
        "[9999999999999998.0, 9.999999999999998e+16, 0.00012345, 1.2345e-05]")]
    public void Text_is_what_python_makes_of_it(string json, string python) => Assert.Equal(python.Trim(), PythonJson.Dump(json));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"a":1,}""")]
    [InlineData("[1,]")]
    [InlineData("[1 2]")]
    [InlineData("01")]
    [InlineData("1.")]
    [InlineData("'a'")]
    [InlineData("\"\n\"")]
    [InlineData("""
        "\x"
        """)]
    [InlineData("nul")]
    [InlineData("{} {}")]
    public void What_python_refuses_is_refused_without_repeating_it(string json)
        => Assert.Equal("not JSON", Assert.Throws<FormatException>(() => PythonJson.Dump(json)).Message);

    [Fact]
    public void Depth_that_python_refuses_is_refused_and_not_a_stack_overflow()
        => Assert.Throws<FormatException>(() => PythonJson.Dump(new string('[', 100_000)));

    [Theory]
    [InlineData("null", true)]
    [InlineData(" { } ", true)]
    [InlineData("[\n]", true)]
    [InlineData("\"\"", true)]
    [InlineData("", true)]
    [InlineData("false", true)]
    [InlineData("0", true)]
    [InlineData("-0.0", true)]
    [InlineData("\" \"", false)]
    [InlineData("[null]", false)]
    [InlineData("{\"\":0}", false)]
    [InlineData("true", false)]
    [InlineData("10", false)]
    [InlineData("0.01", false)]
    public void Nothing_is_what_is_false_to_python(string json, bool nothing) => Assert.Equal(nothing, PythonJson.IsNothing(json));
}
