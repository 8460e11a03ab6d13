namespace Letta.Migrations.Tests.Engines.Settings;

public sealed class PasswordTests
{
    public static TheoryData<string> Odd =>
    [
        "'",
        "\"",
        ";",
        "=",
        "@",
        ":",
        "/",
        "\\",
        " ",
        "%",
        "ü→🔑",
        "#",
        "&",
        "?",
        "+",
        "a;b=c",
        "x'y\"z",
        "p@ss",
        "p@@ss",
        "p/w",
        "p:w",
        "@:/",
        "100%",
        "50%!", "p'a\"s;s=@:/%\\ ü", " leading and trailing ", "{braces}", "$HOME", "`x`", "Password=other", "Host=other;x",
    ];

    [Theory]
    [MemberData(nameof(Odd))]
    public void Odd_password_written_as_it_is_arrives_as_it_is(string password)
        => Assert.Equal(password, Reading.Postgres($"postgresql+pg8000://letta:{password}@db:5432/core").Password);

    [Theory]
    [MemberData(nameof(Odd))]
    public void Odd_password_percent_encoded_arrives_as_it_is(string password)
        => Assert.Equal(
            password,
            Reading.Postgres($"postgresql+pg8000://letta:{Uri.EscapeDataString(password)}@db:5432/core?sslmode=disable").Password);

    [Theory]
    [MemberData(nameof(Odd))]
    public void Odd_password_in_a_variable_of_its_own_arrives_as_it_is(string password)
        => Assert.Equal(password, Reading.Settings(Reading.Target(Reading.Parts(password: password))).Password);

    [Theory]
    [InlineData("p%40ss", "p@ss")]
    [InlineData("p%ss", "p%ss")]
    public void Escapes_in_a_variable_are_decoded_because_letta_pastes_it_into_a_uri(string variable, string password)
        => Assert.Equal(password, Reading.Settings(Reading.Target(Reading.Parts(password: variable))).Password);

    [Theory]
    [InlineData("postgresql://letta@tenant:pw@db/core", "letta@tenant", "pw")]
    [InlineData("postgresql://letta%40tenant:pw@db/core", "letta@tenant", "pw")]
    [InlineData("postgresql://letta:p@w@db/core?application_name=x@y", "letta", "p@w")]
    [InlineData("postgresql://letta:p?w@db/core?sslmode=disable", "letta", "p?w")]
    [InlineData("postgresql://letta:p+w@db/core", "letta", "p+w")]
    [InlineData("postgresql://letta:p@s/w@db/core", "letta", "p@s/w")]
    [InlineData("postgresql://letta:5432/x@db/core", "letta", "5432/x")]
    public void User_and_password_end_where_only_they_can(string uri, string user, string password)
    {
        var settings = Reading.Postgres(uri);

        Assert.Equal((user, password, "db", "core"), (settings.Username, settings.Password, settings.Host, settings.Database));
    }

    [Theory]
    [InlineData("postgresql://letta:p@s/w@db")]
    [InlineData("postgresql://letta:5432/x@db")]
    [InlineData("postgresql://letta:pw@db/co@re")]
    public void Password_that_can_be_read_in_two_ways_is_refused(string uri)
        => Assert.Contains("an @ that can be read in two ways", Reading.Error(() => Reading.Postgres(uri)).What);

    [Fact]
    public void Any_password_survives_percent_encoding_and_the_connection_string()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 1_500; i++)
        {
            var password = Any(random);
            var read = Reading.Postgres($"postgresql+asyncpg://letta:{Uri.EscapeDataString(password)}@db/core").Password;
            Assert.True(
                password == read, $"seed {seed}, case {i}: {Uri.EscapeDataString(password)} became {Uri.EscapeDataString(read ?? "")}");
        }
    }

    [Fact]
    public void Any_password_written_as_it_is_arrives_or_is_refused_but_never_changes()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var (arrived, refused) = (0, 0);
        for (var i = 0; i < 1_500; i++)
        {
            var password = Any(random).Replace('%', '@');
            try
            {
                var settings = Reading.Postgres($"postgresql://letta:{password}@db/core");
                Assert.True(
                    password == settings.Password && settings.Host == "db", $"seed {seed}, case {i}: {Uri.EscapeDataString(password)}");
                arrived++;
            }
            catch (Letta.Migrations.Errors.ConfigurationException)
            {
                refused++;
            }
        }

        Assert.True(arrived > 10 * refused, $"seed {seed}: {arrived} arrived, {refused} were refused");
    }

    private static string Any(Random random)
    {
        const string signs = "'\";=@:/%\\ ?#&+,[](){}<>|~^`$!*_-.";
        var text = new System.Text.StringBuilder();
        for (var length = random.Next(1, 24); length > 0; length--)
        {
            text.Append(random.Next(4) switch
            {
                0 => signs[random.Next(signs.Length)].ToString(),
                1 => ((char)random.Next('0', 'z' + 1)).ToString(),
                2 => char.ConvertFromUtf32(random.Next(0xA1, 0xD7FF)),
                _
                    => random.Next(8) == 0
                        ? char.ConvertFromUtf32(random.Next(0x1F300, 0x1F6FF))
                        : ((char)random.Next('a', 'z' + 1)).ToString(),
            });
        }

        return text.ToString();
    }
}
