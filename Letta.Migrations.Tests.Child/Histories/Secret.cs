using Letta.Migrations.Authoring;

namespace Letta.Migrations.Tests.Child.Histories;

/// <summary>A table with secrets in plain text, then a revision that encrypts them, then one that does so again.</summary>
public static class Secret
{
    [Revision(20300101000001, "abababababa1", "keep tokens")]
    public sealed class Keep : Revision
    {
        public override void Up()
        {
            Create.Table("oauth")
                .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("oauth_pkey")
                .WithColumn("access_token").AsText().Nullable()
                .WithColumn("refresh_token").AsVarchar().Nullable()
                .WithColumn("headers").AsJson().Nullable();
            Create.Table("variables")
                .WithColumn("id").AsVarchar().NotNullable().PrimaryKey("variables_pkey")
                .WithColumn("value").AsVarchar().NotNullable()
                .WithColumn("value_enc").AsText().Nullable();
        }

        public override void Down()
        {
            Delete.Table("variables");
            Delete.Table("oauth");
        }
    }

    [Revision(20300101000002, "abababababa2", "encrypt tokens")]
    public class Encrypted : Revision
    {
        public override void Up()
        {
            Alter.Table("oauth")
                .AddColumn("access_token_enc").AsText().Nullable()
                .AddColumn("refresh_token_enc").AsText().Nullable()
                .AddColumn("headers_enc").AsText().Nullable();
            Encrypt("oauth")
                .Text("access_token", into: "access_token_enc")
                .Text("refresh_token", into: "refresh_token_enc")
                .Json("headers", into: "headers_enc");
            Encrypt("variables").Text("value", into: "value_enc").OnlyWhenAsked();
        }

        public override void Down()
            => Delete.Column("access_token_enc").Column("refresh_token_enc").Column("headers_enc").FromTable("oauth");
    }

    [Revision(20300101000003, "abababababa3", "encrypt tokens again")]
    public sealed class Again : Revision
    {
        public override void Up() => Encrypt("oauth")
            .Text("access_token", into: "access_token_enc")
            .Text("refresh_token", into: "refresh_token_enc")
            .Json("headers", into: "headers_enc");

        public override void Down()
        {
        }
    }

    [Revision(20300101000002, "abababababa2", "encrypt tokens, then fail")]
    public sealed class EncryptedThenFails : Encrypted
    {
        public override void Up()
        {
            base.Up();
            Sql("update oauth set access_token_enc = cast(nothing as text)");
        }
    }
}
