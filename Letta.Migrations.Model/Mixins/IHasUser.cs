namespace Letta.Migrations.Model.Mixins;

/// <summary>Belongs to a user.</summary>
public interface IHasUser
{
    /// <summary>The user.</summary>
    string UserId { get; set; }

    internal sealed class Convention : MixinConvention<IHasUser>
    {
        protected override void Apply(MixinEntity entity) => entity.Text(nameof(UserId), "user_id").References<User>();
    }
}
