using System.Net;
using Letta.Migrations.Tests.Architecture;
using Letta.Migrations.Tests.Engines.Settings;

namespace Letta.Migrations.Tests.Deploy;

/// <summary>The script that pins the base images by digest, against a registry that asks for a token, as Docker Hub does.</summary>
public sealed class PinImagesTests : IDisposable
{
    private static readonly string[] Files = ["Dockerfile", "deploy/compose.yaml"];

    private readonly TemporaryHome _home = new();
    private readonly HttpListener _registry = new();
    private string _digest = "sha256:" + new string('a', 64);

    public PinImagesTests()
    {
        foreach (var file in Files)
            _home.Write(file, Repository.Read(file));
    }

    [Fact]
    public async Task Digests_are_written_where_images_are_named_and_renewed_when_a_tag_moves()
    {
        var address = Listen();

        Assert.Equal(1, (await PinAsync(address, "--check")).Exit);
        Assert.All(Files, file => Assert.Equal(Repository.Read(file), Content(file)));
        Assert.Equal(0, (await PinAsync(address)).Exit);
        Assert.Contains($"ARG SDK_IMAGE=mcr.microsoft.com/dotnet/sdk:10.0@{_digest}\n", Content("Dockerfile"), StringComparison.Ordinal);
        Assert.Contains(
            $"ARG RUNTIME_IMAGE=mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled@{_digest}\n",
            Content("Dockerfile"),
            StringComparison.Ordinal);
        Assert.Equal(4, Content("deploy/compose.yaml").Split($"${{POSTGRES_IMAGE:-pgvector/pgvector:pg17@{_digest}}}").Length);
        Assert.Contains("${LETTA_IMAGE:-letta-migrations:0.1.0}", Content("deploy/compose.yaml"), StringComparison.Ordinal);
        Assert.Equal(0, (await PinAsync(address, "--check")).Exit);

        var before = _digest;
        _digest = "sha256:" + new string('b', 64);

        Assert.Equal(1, (await PinAsync(address, "--check")).Exit);
        Assert.Equal(0, (await PinAsync(address)).Exit);
        Assert.All(Files, file => Assert.DoesNotContain(before, Content(file), StringComparison.Ordinal));
        Assert.All(Files, file => Assert.Contains(_digest, Content(file), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Registry_that_does_not_answer_changes_nothing()
    {
        var ran = await PinAsync("127.0.0.1:1");

        Assert.Equal(2, ran.Exit);
        Assert.Contains("does not answer; nothing was changed", ran.Error, StringComparison.Ordinal);
        Assert.All(Files, file => Assert.Equal(Repository.Read(file), Content(file)));
    }

    public void Dispose()
    {
        _registry.Close();
        _home.Dispose();
    }

    private string Content(string file) => File.ReadAllText(Path.Combine(_home.Path, file));

    private Task<Ran> PinAsync(string registry, params string[] arguments)
        => Ran.Async(
            [Path.Combine(Repository.Root.FullName, ".ci", "pin-images"), .. arguments],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["REGISTRY"] = registry, ["PIN_ROOT"] = _home.Path });

    private string Listen()
    {
        using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            var address = $"127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
            probe.Stop();
            _registry.Prefixes.Add($"http://{address}/");
            _registry.Start();
            _ = ServeAsync(address);
            return address;
        }
    }

    private async Task ServeAsync(string address)
    {
        while (_registry.IsListening)
        {
            try
            {
                var context = await _registry.GetContextAsync();
                await AnswerAsync(context.Request, context.Response, address);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return; // Closed.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response, string address)
    {
        if (request.Url!.AbsolutePath == "/token")
        {
            await response.OutputStream.WriteAsync("""{"token":"for anybody"}"""u8.ToArray());
        }
        else if (request.Headers["Authorization"] != "Bearer for anybody")
        {
            response.StatusCode = 401;
            response.AddHeader(
                "WWW-Authenticate", $"Bearer realm=\"http://{address}/token\",service=\"registry\",scope=\"repository:any:pull\"");
        }
        else
        {
            response.AddHeader("Docker-Content-Digest", _digest);
        }

        response.Close();
    }
}
