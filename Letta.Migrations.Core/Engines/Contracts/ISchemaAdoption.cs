using Letta.Migrations.Errors;
using Letta.Migrations.Schema;

namespace Letta.Migrations.Engines;

/// <summary>Takes over, in the transaction of a session, the schema that another tool made.</summary>
internal interface ISchemaAdoption
{
    /// <summary>
    /// Compares the database with what its revision makes. On SQLite, where another tool built the same tables in another way, tables whose
    /// columns are the expected ones are first brought into shape, with every row.
    /// </summary>
    /// <param name="shadow">What the revision makes.</param>
    /// <param name="begun">
    /// What the next revision makes, where the other tool left a part of it: that part is set aside for <see cref="PutBack"/>. Null where
    /// it did not.
    /// </param>
    /// <param name="despite">Whether to go on where there are differences: tables that have some are left as they are.</param>
    /// <returns>
    /// The differences that are no other way of building the same; if there are any and none is accepted, nothing was changed.
    /// </returns>
    /// <exception cref="NeedsHumanException">Rows break a constraint that the database lacked.</exception>
    IReadOnlyList<Difference> Conform(IShadow shadow, IShadow? begun, bool despite);

    /// <summary>Gives the next revision, carried out meanwhile, the rows and values that were set aside.</summary>
    void PutBack();
}
