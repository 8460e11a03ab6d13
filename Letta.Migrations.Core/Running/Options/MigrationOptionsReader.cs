using Letta.Migrations.Engines.Settings;
using Letta.Migrations.Errors;
using Letta.Migrations.Product;
using Microsoft.Extensions.Configuration;

namespace Letta.Migrations.Running;

/// <summary>
/// Reads <see cref="MigrationOptions"/> from the section of the product, by hand: the binder needs reflection. The key to encrypt with
/// has a variable of its own.
/// </summary>
internal sealed class MigrationOptionsReader(MigrationProduct product)
{
    private string Section => product.SettingsSection;

    /// <exception cref="ConfigurationException">A value does not mean what its name asks for.</exception>
    public MigrationOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var defaults = new MigrationOptions();
        var options = new MigrationOptions
        {
            Wait = Duration(section, nameof(MigrationOptions.Wait)) ?? defaults.Wait,
            LockWait = Duration(section, nameof(MigrationOptions.LockWait)) ?? defaults.LockWait,
            LockTimeout = Bounded(section, nameof(MigrationOptions.LockTimeout)) ?? defaults.LockTimeout,
            LockRetryBudget = Duration(section, nameof(MigrationOptions.LockRetryBudget)) ?? defaults.LockRetryBudget,
            StatementTimeout = Duration(section, nameof(MigrationOptions.StatementTimeout)) ?? defaults.StatementTimeout,
            AllowNewer = Flag(section, nameof(MigrationOptions.AllowNewer)) ?? defaults.AllowNewer,
            EncryptionKey = Key(configuration),
            AcceptLoss = Flag(section, nameof(MigrationOptions.AcceptLoss)) ?? defaults.AcceptLoss,
            ResolveOrphans = Flag(section, nameof(MigrationOptions.ResolveOrphans)) ?? defaults.ResolveOrphans,
            NoInline = Flag(section, nameof(MigrationOptions.NoInline)) ?? defaults.NoInline,
            CreateDatabase = Flag(section, nameof(MigrationOptions.CreateDatabase)) ?? defaults.CreateDatabase,
            BatchTarget = Bounded(section, nameof(MigrationOptions.BatchTarget)) ?? defaults.BatchTarget,
            MaxBatch = Count(section, nameof(MigrationOptions.MaxBatch)) ?? defaults.MaxBatch,
            BatchPause = Duration(section, nameof(MigrationOptions.BatchPause)) ?? defaults.BatchPause,
            MaxReplicaLag = Duration(section, nameof(MigrationOptions.MaxReplicaLag)) ?? defaults.MaxReplicaLag,
            WorkerLapse = Bounded(section, nameof(MigrationOptions.WorkerLapse)) ?? defaults.WorkerLapse,
        };
        return options.BatchPause < options.WorkerLapse
            ? options
            : throw new ConfigurationException(
                $"\"{Section}:{nameof(MigrationOptions.BatchPause)}\" is {options.BatchPause.TotalSeconds:0.###} s, and a worker that "
                    + $"rests for that long is taken for dead after {options.WorkerLapse.TotalSeconds:0.###} s.",
                $"Make it shorter, or \"{Section}:{nameof(MigrationOptions.WorkerLapse)}\" longer.");
    }

    private EncryptionKey? Key(IConfiguration configuration)
        => product.Cipher is not null
            && Sources.Secret(
                configuration,
                product.EncryptionKeyVariable,
                $"the key that {product.Name} is started with, on one line")?.Checked() is { } key
            ? new EncryptionKey(key.Value)
            : null;

    private TimeSpan? Duration(IConfigurationSection section, string name)
        => section[name] is not { Length: > 0 } text
            ? null
            : DurationText.Parse(text)
                ?? throw new ConfigurationException($"\"{Section}:{name}\" is \"{text}\", which is not a duration.", DurationText.Help);

    /// <summary>
    /// A <c>lock_timeout</c> of zero means none: one statement could then make every other session queue behind it for ever.
    /// </summary>
    private TimeSpan? Bounded(IConfigurationSection section, string name)
        => Duration(section, name) is not { } duration || duration >= TimeSpan.FromMilliseconds(1)
            ? Duration(section, name)
            : throw new ConfigurationException(
                $"\"{Section}:{name}\" is \"{section[name]}\", which would let others queue behind a revision without end.",
                "Allow at least 1ms; 5s is the default.");

    private int? Count(IConfigurationSection section, string name)
        => section[name] is not { Length: > 0 } text
            ? null
            : int.TryParse(text, out var count) && count > 0
                ? count
                : throw new ConfigurationException(
                    $"\"{Section}:{name}\" is \"{text}\", which is not a number of rows.", "Write a number from 1.");

    private bool? Flag(IConfigurationSection section, string name)
        => section[name] is not { Length: > 0 } text
            ? null
            : bool.TryParse(text, out var flag)
                ? flag
                : throw new ConfigurationException(
                    $"\"{Section}:{name}\" is \"{text}\", which is neither true nor false.", "Write true or false.");
}
