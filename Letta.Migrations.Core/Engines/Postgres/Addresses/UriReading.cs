using Letta.Migrations.Engines.Settings;

namespace Letta.Migrations.Engines.Postgres;

/// <summary>
/// One way to divide the text behind <c>postgresql://</c> into fields. A password that is written as it is, unencoded, may hold
/// <c>@ : / ?</c>, so there can be several ways; <see cref="Parse"/> takes the only one that makes sense and refuses a text that has two.
/// </summary>
internal sealed class UriReading
{
    private UriReading(string userInfo, string rest)
    {
        var colon = userInfo.IndexOf(':');
        User = colon < 0 ? userInfo : userInfo[..colon];
        Password = colon < 0 ? "" : userInfo[(colon + 1)..];

        var question = rest.IndexOf('?');
        Query = question < 0 ? "" : rest[(question + 1)..];
        var path = question < 0 ? rest : rest[..question];
        var slash = path.IndexOf('/');
        Hosts = slash < 0 ? path : path[..slash];
        Database = slash < 0 ? "" : path[(slash + 1)..];
    }

    public string User { get; }

    public string Password { get; }

    public string Hosts { get; }

    public string Database { get; }

    public string Query { get; }

    /// <summary>Divides a text into its fields, none of them decoded yet.</summary>
    public static UriReading Parse(Setting setting, string text)
    {
        var best = Candidates(text).FirstOrDefault(c => c.MakesSense()) ?? AsUsual(text);
        if (best.Hosts.Contains('@') || best.Database.Contains('@'))
            throw setting.Wrong("password or database", "has an @ that can be read in two ways; within them it is written %40");

        if (best.User.AsSpan().IndexOfAny('/', '?') >= 0)
            throw setting.Wrong("user", "has a / or ? in it, which is written %2F or %3F");

        return best.Database.Contains('/') ? throw setting.Wrong("database", "has a / in it, which is written %2F") : best;
    }

    /// <summary>The text divided at no @, at the first, the second …</summary>
    private static IEnumerable<UriReading> Candidates(string text)
    {
        yield return new UriReading("", text);
        for (var at = text.IndexOf('@'); at >= 0; at = text.IndexOf('@', at + 1))
            yield return new UriReading(text[..at], text[(at + 1)..]);
    }

    /// <summary>
    /// Whether hosts, database and parameters are what they should be. A database with an @ in it still makes sense: it is the sign that
    /// the text can be read in two ways.
    /// </summary>
    private bool MakesSense()
    {
        if (User.AsSpan().IndexOfAny('/', '?') >= 0 || PercentEncoding.TryDecode(Hosts, lenient: false, out _) is not { } hosts)
            return false;

        HostList.Read(hosts, out var wrong);
        return wrong is null && !Database.Contains('/') && UriParameters.AreKnown(Query);
    }

    /// <summary>
    /// Where nothing makes sense, the usual division, so that the error can name the field that is wrong: at the last @ before the first
    /// slash behind an @.
    /// </summary>
    private static UriReading AsUsual(string text)
    {
        var first = text.IndexOf('@');
        if (first < 0)
            return new UriReading("", text);

        var end = text.IndexOfAny(['/', '?'], first);
        var last = text.LastIndexOf('@', end < 0 ? text.Length - 1 : end);
        return new UriReading(text[..last], text[(last + 1)..]);
    }
}
