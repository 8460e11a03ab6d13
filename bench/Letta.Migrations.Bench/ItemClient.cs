namespace Letta.Migrations.Bench;

/// <summary>Writes over one row after the other, anywhere in the table.</summary>
internal sealed class ItemClient(string connectionString, int rows) : Client(connectionString)
{
    protected override void Round() => Send("update items set note = note || '!' where id = $1", (long)Random.Shared.Next(1, rows + 1));
}
