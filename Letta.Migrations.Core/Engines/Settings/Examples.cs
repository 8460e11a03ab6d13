using Letta.Migrations.Product;

namespace Letta.Migrations.Engines.Settings;

/// <summary>How right values look; shown by the errors.</summary>
internal sealed class Examples(MigrationProduct product)
{
    public string Uri => $"postgresql://{product.ExampleName}:p%40ss@localhost:5432/{product.ExampleName}";

    public string Connection => $"{Uri}   or   sqlite:////data/{product.ExampleName}.db";

    public string ConnectionString
        => $"Host=localhost;Database={product.ExampleName};Username={product.ExampleName}   or   Data Source={product.ExampleName}.db";

    public string Schema => $"{product.ExampleName}   (a lower-case letter or _, then up to 62 lower-case letters, digits or _)";
}
