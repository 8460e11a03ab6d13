using Letta.Migrations.Design;
using Letta.Migrations.Engines;
using Letta.Migrations.Running;
using Letta.Migrations.Tests.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Letta.Migrations.Tests.Autogenerate;

/// <summary>A database that EF Core made of a model, and the history that begins with what is drafted from the same model.</summary>
public abstract class EfCoreDatabaseSpec(TestEngine engine)
{
    private const long First = 20260101000000;

    /// <summary>EF Core's own record, which says nothing to us.</summary>
    private const string Record
        = """create table "__EFMigrationsHistory" ("MigrationId" varchar(150) primary key, "ProductVersion" varchar(32) not null)""";

    /// <summary>A revision that somebody writes later: on SQLite it copies the table.</summary>
    private const string Second = """
        using Letta.Migrations.Authoring;

        [Revision(20260201000000, "limit the totals of orders")]
        public sealed class LimitTheTotals : Revision
        {
            public override void Up()
            {
                Alter.Table("Orders").AddColumn("Coupon").AsString(20).Nullable();
                CreateCheck("CK_Orders_Coupon", "Orders", "\"Coupon\" <> ''");
            }

            public override void Down()
            {
                DropCheck("CK_Orders_Coupon", "Orders");
                Delete.Column("Coupon").FromTable("Orders");
            }
        }
        """;

    private static readonly SchemaModel Model = DbContextModel.Of<StoreContext>();

    private static readonly MigrationProduct Store = MigrationProduct.Named("Store");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The application's own connection.</summary>
    private protected abstract StoreContext Connect(TestDatabase database);

    /// <summary>How the database is named to a runner.</summary>
    private protected abstract string Address(TestDatabase database);

    [Fact]
    public async Task Database_of_EF_Core_is_stamped_with_the_first_revision()
    {
        var history = await DraftAsync();
        await using var database = await CreateByEfCoreAsync();
        var runner = Runner(database, history);

        var stamped = await runner.StampAsync("head", cancellationToken: Stop);

        Assert.True(stamped.Verified);
        Assert.Equal(First, stamped.To!.Version);
        await AssertCleanAsync(runner);
    }

    [Fact]
    public async Task Database_of_EF_Core_is_adopted_as_it_is()
    {
        var history = await DraftAsync();
        await using var database = await CreateByEfCoreAsync();
        var (rows, schema) = (await FillAsync(database), await SchemaAsync(database));
        var runner = Runner(database, history);

        var adopted = await runner.AdoptAsync(cancellationToken: Stop);

        Assert.True(adopted.Verified);
        Assert.Equal(First, adopted.To!.Version);
        Assert.Equal(schema, await SchemaAsync(database));
        Assert.Equal(rows, await RowsAsync(database));
        await AssertCleanAsync(runner);
    }

    [Fact]
    public async Task Later_revision_keeps_every_value_that_the_application_wrote()
    {
        var history = await DraftAsync();
        await using var database = await CreateByEfCoreAsync();
        var rows = await FillAsync(database);
        await Runner(database, history).AdoptAsync(cancellationToken: Stop);

        var later = Runner(database, RevisionCompiler.Behind(history, Second));
        await later.UpgradeAsync(cancellationToken: Stop);

        Assert.Equal(rows, await RowsAsync(database));
        Assert.Empty((await later.FindDriftAsync(Stop)).Differences);
        await later.DowngradeAsync("-1", cancellationToken: Stop);
        Assert.Equal(rows, await RowsAsync(database));
    }

    [Fact]
    public async Task Column_of_another_kind_than_the_model_says_is_a_difference()
    {
        var history = await DraftAsync();
        await using var database = await CreateByEfCoreAsync();
        await database.ExecuteAsync(
            """alter table "Customers" drop column "Name"; alter table "Customers" add column "Name" integer""");

        var e = await Assert.ThrowsAsync<Errors.UnexpectedDatabaseException>(
            () => Runner(database, history).StampAsync("head", cancellationToken: Stop));

        Assert.Contains("""column "Name": expected """, e.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_of_the_first_revision_is_what_the_model_says()
    {
        var history = await DraftAsync();
        await using var database = await engine.CreateAsync();
        var runner = Runner(database, history);
        await runner.UpgradeAsync(cancellationToken: Stop);

        Drafting.AssertNone((await Model.CheckAsync(runner, TimeProvider.System, [], Stop)).Differences, "what the revision made");
    }

    private MigrationRunner Runner(TestDatabase database, RevisionSet history)
        => new MigrationDefinition(Store, () => history).CreateRunner(Address(database));

    /// <summary>As a team does: on an empty database, of which there is one more than of the application's.</summary>
    private async Task<RevisionSet> DraftAsync()
    {
        await using var empty = await engine.CreateAsync();
        var (_, draft)
            = await Model.DraftAsync(Runner(empty, RevisionSet.Create([])), TimeProvider.System, AutogenerateOptions.None, Stop);
        var (_, text) = draft!.Render(First, "create the store", "Store");
        return RevisionSet.From([RevisionCompiler.Compile(text)]);
    }

    private async Task<TestDatabase> CreateByEfCoreAsync()
    {
        var database = await engine.CreateAsync();
        await using var context = Connect(database);
        await context.Database.EnsureCreatedAsync(Stop);
        await database.ExecuteAsync(Record);
        return database;
    }

    private async Task AssertCleanAsync(MigrationRunner runner)
    {
        var check = await Model.CheckAsync(runner, TimeProvider.System, [], Stop);
        Drafting.AssertNone(check.Differences, "what EF Core made");
        Assert.Equal(["table \"__EFMigrationsHistory\""], check.Unknown);
        Assert.Empty((await runner.FindDriftAsync(Stop)).Differences);
    }

    private async Task<IReadOnlyList<string>> FillAsync(TestDatabase database)
    {
        await using (var context = Connect(database))
        {
            var address = new StoreContext.Address { Street = "St James's Square", City = "London" };
            var customer = new StoreContext.Customer { Email = "ada@example.com", Address = address };
            var order = new StoreContext.Order
            {
                Total = 1234567890123456.78m,
                Status = StoreContext.Status.Paid,
                PlacedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
                Due = new DateOnly(2026, 2, 3),
                Note = "00123",
                Lines =
                {
                    new StoreContext.Line
                    {
                        Quantity = 3,
                        Product = new StoreContext.Product
                        {
                            Id = new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"),
                            Name = "1e5",
                            Price = 0.10m,
                            Active = true,
                            Weight = 0.1 + 0.2,
                            CreatedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                            Image = [0, 1, 255],
                            Tags = { new StoreContext.Tag { Name = "007" } },
                        },
                    },
                },
            };
            customer.Orders.Add(order);
            context.Add(customer);
            context.Add(new StoreContext.Card { Order = order, LastFour = "0042" });
            await context.SaveChangesAsync(Stop);
        }

        return await RowsAsync(database);
    }

    /// <summary>The values, as the application reads them.</summary>
    private async Task<IReadOnlyList<string>> RowsAsync(TestDatabase database)
    {
        await using var context = Connect(database);
        var order = await context.Set<StoreContext.Order>().Include(o => o.Lines).ThenInclude(l => l.Product!.Tags).SingleAsync(Stop);
        var product = order.Lines.Single().Product!;
        var customer = await context.Set<StoreContext.Customer>().SingleAsync(Stop);
        var card = await context.Set<StoreContext.Card>().SingleAsync(Stop);
        return
        [
            FormattableString.Invariant($"{order.Total} {order.Status} {order.PlacedAt:O} {order.Due:O} {order.Note}"),
            FormattableString.Invariant($"{product.Id} {product.Name} {product.Price} {product.Active} {product.Weight:R}"),
            FormattableString.Invariant($"{product.CreatedAt:O} {Convert.ToHexString(product.Image!)} {product.Tags[0].Name}"),
            FormattableString.Invariant($"{customer.Email} {customer.Address.Street} {customer.Address.City} {card.LastFour} {order.Lines[0].Quantity}"),
        ];
    }

    /// <summary>Everything but our own bookkeeping, as the engine has it.</summary>
    private async Task<IReadOnlyList<string>> SchemaAsync(TestDatabase database)
    {
        var target = Runner(database, RevisionSet.Create([])).Target;
        var options = new EngineOptions { LockTimeout = TimeSpan.FromMinutes(1), StatementTimeout = TimeSpan.FromMinutes(1) };
        var schema = await DatabaseEngine.For(target, options).ReadSchemaAsync(Stop);
        return [.. schema.Tables.SelectMany(t => t.Members.Select(m => $"{t.Name} {m.Kind} {m.Name} {m.Text}"))];
    }
}
