using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Web.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Feeds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_FeedSourceStates_Host",
                table: "FeedSourceStates");

            migrationBuilder.AddColumn<bool>(
                name: "ByLink",
                table: "FeedSourceStates",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "DuplicateOf",
                table: "FeedSourceStates",
                type: "TEXT",
                maxLength: 26,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FeedTitle",
                table: "FeedSourceStates",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FormerTitle",
                table: "FeedSourceStates",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FormerUrl",
                table: "FeedSourceStates",
                type: "TEXT",
                maxLength: 2048,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "IntervalReason",
                table: "FeedSourceStates",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "LastNewUtc",
                table: "FeedSourceStates",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MovedCount",
                table: "FeedSourceStates",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "MovedSinceUtc",
                table: "FeedSourceStates",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MovedTo",
                table: "FeedSourceStates",
                type: "TEXT",
                maxLength: 2048,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "NewestEntryUtc",
                table: "FeedSourceStates",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Password",
                table: "FeedSourceStates",
                type: "TEXT",
                maxLength: 2048,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "PushedUntilUtc",
                table: "FeedSourceStates",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SkipDays",
                table: "FeedSourceStates",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SkipHours",
                table: "FeedSourceStates",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "TextHash",
                table: "FeedEntries",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "FeedFetches",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    SourceId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    AtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    Milliseconds = table.Column<int>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<int>(type: "INTEGER", nullable: false),
                    New = table.Column<int>(type: "INTEGER", nullable: false),
                    Updated = table.Column<int>(type: "INTEGER", nullable: false),
                    Error = table.Column<string>(type: "TEXT", maxLength: 1024, nullable: true),
                    Pushed = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedFetches", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FeedHeldNews",
                columns: table => new
                {
                    ContentItemId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    SourceId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    HeldUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedHeldNews", x => x.ContentItemId);
                });

            migrationBuilder.CreateTable(
                name: "FeedHubSubscriptions",
                columns: table => new
                {
                    SourceId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    CallbackId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    HubUrl = table.Column<string>(type: "TEXT", maxLength: 2048, nullable: false),
                    TopicUrl = table.Column<string>(type: "TEXT", maxLength: 2048, nullable: false),
                    Secret = table.Column<string>(type: "TEXT", maxLength: 2048, nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    DueUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    LeaseUntilUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastPushUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedHubSubscriptions", x => x.SourceId);
                });

            migrationBuilder.CreateTable(
                name: "FeedJobs",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Position = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    DoneUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Result = table.Column<int>(type: "INTEGER", nullable: false),
                    LeaseOwner = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    LeaseUntilUtc = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedJobs", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "SignInAttempts",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    SinceUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInAttempts", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "SignInAuthenticatorUses",
                columns: table => new
                {
                    UserId = table.Column<string>(type: "TEXT", maxLength: 450, nullable: false),
                    Step = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInAuthenticatorUses", x => x.UserId);
                });

            migrationBuilder.CreateTable(
                name: "StoryExclusions",
                columns: table => new
                {
                    ContentItemId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    StoryId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoryExclusions", x => new { x.ContentItemId, x.StoryId });
                });

            migrationBuilder.CreateTable(
                name: "StoryItems",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ContentItemId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    SourceId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    PublishedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    TextNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    Signature = table.Column<byte[]>(type: "BLOB", nullable: false),
                    StoryId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoryItems", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StoryKeys",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Key = table.Column<long>(type: "INTEGER", nullable: false),
                    Minute = table.Column<int>(type: "INTEGER", nullable: false),
                    ItemRow = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoryKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StoryStates",
                columns: table => new
                {
                    StoryId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    Closed = table.Column<bool>(type: "INTEGER", nullable: false),
                    Stale = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoryStates", x => x.StoryId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FeedSourceStates_Host_LeaseUntilUtc",
                table: "FeedSourceStates",
                columns: new[] { "Host", "LeaseUntilUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_FeedSourceStates_Url",
                table: "FeedSourceStates",
                column: "Url");

            migrationBuilder.CreateIndex(
                name: "IX_FeedEntries_TextHash",
                table: "FeedEntries",
                column: "TextHash");

            migrationBuilder.CreateIndex(
                name: "IX_FeedFetches_SourceId_AtUtc",
                table: "FeedFetches",
                columns: new[] { "SourceId", "AtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_FeedHeldNews_HeldUtc",
                table: "FeedHeldNews",
                column: "HeldUtc");

            migrationBuilder.CreateIndex(
                name: "IX_FeedHubSubscriptions_CallbackId",
                table: "FeedHubSubscriptions",
                column: "CallbackId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_FeedHubSubscriptions_DueUtc",
                table: "FeedHubSubscriptions",
                column: "DueUtc");

            migrationBuilder.CreateIndex(
                name: "IX_SignInAttempts_SinceUtc",
                table: "SignInAttempts",
                column: "SinceUtc");

            migrationBuilder.CreateIndex(
                name: "IX_StoryItems_ContentItemId",
                table: "StoryItems",
                column: "ContentItemId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StoryItems_PublishedUtc",
                table: "StoryItems",
                column: "PublishedUtc");

            migrationBuilder.CreateIndex(
                name: "IX_StoryItems_StoryId",
                table: "StoryItems",
                column: "StoryId");

            migrationBuilder.CreateIndex(
                name: "IX_StoryKeys_ItemRow",
                table: "StoryKeys",
                column: "ItemRow");

            migrationBuilder.CreateIndex(
                name: "IX_StoryKeys_Key_Minute",
                table: "StoryKeys",
                columns: new[] { "Key", "Minute" });

            migrationBuilder.CreateIndex(
                name: "IX_StoryKeys_Minute",
                table: "StoryKeys",
                column: "Minute");

            migrationBuilder.CreateIndex(
                name: "IX_StoryStates_Stale",
                table: "StoryStates",
                column: "Stale");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FeedFetches");

            migrationBuilder.DropTable(
                name: "FeedHeldNews");

            migrationBuilder.DropTable(
                name: "FeedHubSubscriptions");

            migrationBuilder.DropTable(
                name: "FeedJobs");

            migrationBuilder.DropTable(
                name: "SignInAttempts");

            migrationBuilder.DropTable(
                name: "SignInAuthenticatorUses");

            migrationBuilder.DropTable(
                name: "StoryExclusions");

            migrationBuilder.DropTable(
                name: "StoryItems");

            migrationBuilder.DropTable(
                name: "StoryKeys");

            migrationBuilder.DropTable(
                name: "StoryStates");

            migrationBuilder.DropIndex(
                name: "IX_FeedSourceStates_Host_LeaseUntilUtc",
                table: "FeedSourceStates");

            migrationBuilder.DropIndex(
                name: "IX_FeedSourceStates_Url",
                table: "FeedSourceStates");

            migrationBuilder.DropIndex(
                name: "IX_FeedEntries_TextHash",
                table: "FeedEntries");

            migrationBuilder.DropColumn(
                name: "ByLink",
                table: "FeedSourceStates");

            migrationBuilder.DropColumn(
                name: "DuplicateOf",
                table: "FeedSourceStates");

            migrationBuilder.DropColumn(
                name: "FeedTitle",
                table: "FeedSourceStates");

            migrationBuilder.DropColumn(
                name: "FormerTitle",
                table: "FeedSourceStates");

            migrationBuilder.DropColumn(
                name: "FormerUrl",
                table: "FeedSourceStates");

            migrationBuilder.DropColumn(
                name: "IntervalReason",
                table: "FeedSourceStates");

            migrationBuilder.DropColumn(
                name: "LastNewUtc",
                table: "FeedSourceStates");

            migrationBuilder.DropColumn(
                name: "MovedCount",
                table: "FeedSourceStates");

            migrationBuilder.DropColumn(
                name: "MovedSinceUtc",
                table: "FeedSourceStates");

            migrationBuilder.DropColumn(
                name: "MovedTo",
                table: "FeedSourceStates");

            migrationBuilder.DropColumn(
                name: "NewestEntryUtc",
                table: "FeedSourceStates");

            migrationBuilder.DropColumn(
                name: "Password",
                table: "FeedSourceStates");

            migrationBuilder.DropColumn(
                name: "PushedUntilUtc",
                table: "FeedSourceStates");

            migrationBuilder.DropColumn(
                name: "SkipDays",
                table: "FeedSourceStates");

            migrationBuilder.DropColumn(
                name: "SkipHours",
                table: "FeedSourceStates");

            migrationBuilder.DropColumn(
                name: "TextHash",
                table: "FeedEntries");

            migrationBuilder.CreateIndex(
                name: "IX_FeedSourceStates_Host",
                table: "FeedSourceStates",
                column: "Host");
        }
    }
}
