using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Web.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Kernel : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_FeedSourceStates_Host",
                table: "FeedSourceStates");

            migrationBuilder.DropIndex(
                name: "IX_ContentItems_ContentType_Published_PublishedUtc_Id",
                table: "ContentItems");

            migrationBuilder.DropIndex(
                name: "IX_ContentItems_Latest_ContentType_ModifiedUtc_Id",
                table: "ContentItems");

            migrationBuilder.AddColumn<bool>(
                name: "Inherited",
                table: "ListKeys",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "ByLink",
                table: "FeedSourceStates",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "DuplicateOf",
                table: "FeedSourceStates",
                type: "character varying(26)",
                maxLength: 26,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FeedTitle",
                table: "FeedSourceStates",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FormerTitle",
                table: "FeedSourceStates",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FormerUrl",
                table: "FeedSourceStates",
                type: "character varying(2048)",
                maxLength: 2048,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "IntervalReason",
                table: "FeedSourceStates",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "LastNewUtc",
                table: "FeedSourceStates",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MovedCount",
                table: "FeedSourceStates",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "MovedSinceUtc",
                table: "FeedSourceStates",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "MovedTo",
                table: "FeedSourceStates",
                type: "character varying(2048)",
                maxLength: 2048,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "NewestEntryUtc",
                table: "FeedSourceStates",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Password",
                table: "FeedSourceStates",
                type: "character varying(2048)",
                maxLength: 2048,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "PushedUntilUtc",
                table: "FeedSourceStates",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SkipDays",
                table: "FeedSourceStates",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SkipHours",
                table: "FeedSourceStates",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "TextHash",
                table: "FeedEntries",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TitleKey",
                table: "ContentItems",
                type: "character varying(1024)",
                maxLength: 1024,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "AccessTokens",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    TokenHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    UserId = table.Column<string>(type: "character varying(450)", maxLength: 450, nullable: false),
                    Name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    Scopes = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ExpiresUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    LastUsedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccessTokens", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditTrail",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Event = table.Column<int>(type: "integer", nullable: false),
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    ContentItemVersionId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    ContentType = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    DisplayText = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: true),
                    UserId = table.Column<string>(type: "character varying(450)", maxLength: 450, nullable: true),
                    UserName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    Comment = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    DueUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    OccurredUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditTrail", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CultureSets",
                columns: table => new
                {
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    LocalizationSet = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Culture = table.Column<string>(type: "character varying(35)", maxLength: 35, nullable: false),
                    Published = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CultureSets", x => x.ContentItemId);
                });

            migrationBuilder.CreateTable(
                name: "FeedFetches",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    SourceId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Status = table.Column<int>(type: "integer", nullable: false),
                    Milliseconds = table.Column<int>(type: "integer", nullable: false),
                    Bytes = table.Column<int>(type: "integer", nullable: false),
                    New = table.Column<int>(type: "integer", nullable: false),
                    Updated = table.Column<int>(type: "integer", nullable: false),
                    Error = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: true),
                    Pushed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedFetches", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FeedHeldNews",
                columns: table => new
                {
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    SourceId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    HeldUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedHeldNews", x => x.ContentItemId);
                });

            migrationBuilder.CreateTable(
                name: "FeedHubSubscriptions",
                columns: table => new
                {
                    SourceId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    CallbackId = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    HubUrl = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: false),
                    TopicUrl = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: false),
                    Secret = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: false),
                    State = table.Column<int>(type: "integer", nullable: false),
                    DueUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    LeaseUntilUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    LastPushUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Failures = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedHubSubscriptions", x => x.SourceId);
                });

            migrationBuilder.CreateTable(
                name: "FeedItemTasks",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    SourceId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    DueUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Tries = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedItemTasks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FeedJobs",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Position = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    DoneUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    Result = table.Column<int>(type: "integer", nullable: false),
                    LeaseOwner = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    LeaseUntilUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedJobs", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "MediaDetails",
                columns: table => new
                {
                    Path = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    Owner = table.Column<string>(type: "character varying(450)", maxLength: 450, nullable: true),
                    AltText = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    Caption = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    FocalX = table.Column<double>(type: "double precision", nullable: true),
                    FocalY = table.Column<double>(type: "double precision", nullable: true),
                    AddedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MediaDetails", x => x.Path);
                });

            migrationBuilder.CreateTable(
                name: "MediaUses",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Path = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Published = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MediaUses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Redirects",
                columns: table => new
                {
                    Path = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: false),
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: true),
                    ContainedItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: true),
                    Url = table.Column<string>(type: "character varying(2048)", maxLength: 2048, nullable: true),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Redirects", x => x.Path);
                });

            migrationBuilder.CreateTable(
                name: "Schedule",
                columns: table => new
                {
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Action = table.Column<int>(type: "integer", nullable: false),
                    DueUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    NextTryUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    ActorId = table.Column<string>(type: "character varying(450)", maxLength: 450, nullable: true),
                    ActorName = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Schedule", x => new { x.ContentItemId, x.Action });
                });

            migrationBuilder.CreateTable(
                name: "SignInAttempts",
                columns: table => new
                {
                    Key = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    SinceUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInAttempts", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "SignInAuthenticatorUses",
                columns: table => new
                {
                    UserId = table.Column<string>(type: "character varying(450)", maxLength: 450, nullable: false),
                    Step = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInAuthenticatorUses", x => x.UserId);
                });

            migrationBuilder.CreateTable(
                name: "StoryExclusions",
                columns: table => new
                {
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    StoryId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoryExclusions", x => new { x.ContentItemId, x.StoryId });
                });

            migrationBuilder.CreateTable(
                name: "StoryItems",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    SourceId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    PublishedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    TextNumber = table.Column<long>(type: "bigint", nullable: false),
                    Signature = table.Column<byte[]>(type: "bytea", nullable: false),
                    StoryId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoryItems", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StoryKeys",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Key = table.Column<long>(type: "bigint", nullable: false),
                    Minute = table.Column<int>(type: "integer", nullable: false),
                    ItemRow = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoryKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StoryStates",
                columns: table => new
                {
                    StoryId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Closed = table.Column<bool>(type: "boolean", nullable: false),
                    Stale = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StoryStates", x => x.StoryId);
                });

            migrationBuilder.CreateTable(
                name: "TermAncestors",
                columns: table => new
                {
                    TermId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    AncestorId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    TaxonomyId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TermAncestors", x => new { x.TermId, x.AncestorId });
                });

            migrationBuilder.CreateTable(
                name: "Trash",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    ContentItemVersionId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    ContentType = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    DisplayText = table.Column<string>(type: "character varying(1024)", maxLength: 1024, nullable: true),
                    Owner = table.Column<string>(type: "character varying(450)", maxLength: 450, nullable: true),
                    RemovedBy = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    RemovedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Trash", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "UserSessions",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    UserId = table.Column<string>(type: "character varying(450)", maxLength: 450, nullable: false),
                    Device = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    Address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ConfirmedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    LastUsedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserSessions", x => x.Id);
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
                name: "IX_ContentItems_Drafts",
                table: "ContentItems",
                columns: new[] { "ModifiedUtc", "Id" },
                filter: "\"Latest\" <> \"Published\"");

            migrationBuilder.CreateIndex(
                name: "IX_ContentItems_Latest",
                table: "ContentItems",
                columns: new[] { "ModifiedUtc", "Id" },
                filter: "\"Latest\"");

            migrationBuilder.CreateIndex(
                name: "IX_ContentItems_LatestOfOwner",
                table: "ContentItems",
                columns: new[] { "Owner", "ModifiedUtc", "Id" },
                filter: "\"Latest\"");

            migrationBuilder.CreateIndex(
                name: "IX_ContentItems_LatestOfType",
                table: "ContentItems",
                columns: new[] { "ContentType", "ModifiedUtc", "Id" },
                filter: "\"Latest\"");

            migrationBuilder.CreateIndex(
                name: "IX_ContentItems_Published",
                table: "ContentItems",
                columns: new[] { "ContentType", "PublishedUtc", "Id" },
                filter: "\"Published\"");

            migrationBuilder.CreateIndex(
                name: "IX_AccessTokens_TokenHash",
                table: "AccessTokens",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AccessTokens_UserId",
                table: "AccessTokens",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AuditTrail_ContentItemId_OccurredUtc_Id",
                table: "AuditTrail",
                columns: new[] { "ContentItemId", "OccurredUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditTrail_ContentType_OccurredUtc_Id",
                table: "AuditTrail",
                columns: new[] { "ContentType", "OccurredUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditTrail_OccurredUtc_Id",
                table: "AuditTrail",
                columns: new[] { "OccurredUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditTrail_UserId_OccurredUtc_Id",
                table: "AuditTrail",
                columns: new[] { "UserId", "OccurredUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_CultureSets_LocalizationSet_Culture",
                table: "CultureSets",
                columns: new[] { "LocalizationSet", "Culture" });

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
                name: "IX_FeedItemTasks_ContentItemId",
                table: "FeedItemTasks",
                column: "ContentItemId");

            migrationBuilder.CreateIndex(
                name: "IX_FeedItemTasks_DueUtc",
                table: "FeedItemTasks",
                column: "DueUtc");

            migrationBuilder.CreateIndex(
                name: "IX_MediaUses_ContentItemId_Published",
                table: "MediaUses",
                columns: new[] { "ContentItemId", "Published" });

            migrationBuilder.CreateIndex(
                name: "IX_MediaUses_Path",
                table: "MediaUses",
                column: "Path");

            migrationBuilder.CreateIndex(
                name: "IX_Schedule_NextTryUtc",
                table: "Schedule",
                column: "NextTryUtc");

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

            migrationBuilder.CreateIndex(
                name: "IX_TermAncestors_AncestorId",
                table: "TermAncestors",
                column: "AncestorId");

            migrationBuilder.CreateIndex(
                name: "IX_TermAncestors_TaxonomyId",
                table: "TermAncestors",
                column: "TaxonomyId");

            migrationBuilder.CreateIndex(
                name: "IX_Trash_ContentItemId",
                table: "Trash",
                column: "ContentItemId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Trash_RemovedUtc_Id",
                table: "Trash",
                columns: new[] { "RemovedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_UserSessions_LastUsedUtc",
                table: "UserSessions",
                column: "LastUsedUtc");

            migrationBuilder.CreateIndex(
                name: "IX_UserSessions_UserId",
                table: "UserSessions",
                column: "UserId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccessTokens");

            migrationBuilder.DropTable(
                name: "AuditTrail");

            migrationBuilder.DropTable(
                name: "CultureSets");

            migrationBuilder.DropTable(
                name: "FeedFetches");

            migrationBuilder.DropTable(
                name: "FeedHeldNews");

            migrationBuilder.DropTable(
                name: "FeedHubSubscriptions");

            migrationBuilder.DropTable(
                name: "FeedItemTasks");

            migrationBuilder.DropTable(
                name: "FeedJobs");

            migrationBuilder.DropTable(
                name: "MediaDetails");

            migrationBuilder.DropTable(
                name: "MediaUses");

            migrationBuilder.DropTable(
                name: "Redirects");

            migrationBuilder.DropTable(
                name: "Schedule");

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

            migrationBuilder.DropTable(
                name: "TermAncestors");

            migrationBuilder.DropTable(
                name: "Trash");

            migrationBuilder.DropTable(
                name: "UserSessions");

            migrationBuilder.DropIndex(
                name: "IX_FeedSourceStates_Host_LeaseUntilUtc",
                table: "FeedSourceStates");

            migrationBuilder.DropIndex(
                name: "IX_FeedSourceStates_Url",
                table: "FeedSourceStates");

            migrationBuilder.DropIndex(
                name: "IX_FeedEntries_TextHash",
                table: "FeedEntries");

            migrationBuilder.DropIndex(
                name: "IX_ContentItems_Drafts",
                table: "ContentItems");

            migrationBuilder.DropIndex(
                name: "IX_ContentItems_Latest",
                table: "ContentItems");

            migrationBuilder.DropIndex(
                name: "IX_ContentItems_LatestOfOwner",
                table: "ContentItems");

            migrationBuilder.DropIndex(
                name: "IX_ContentItems_LatestOfType",
                table: "ContentItems");

            migrationBuilder.DropIndex(
                name: "IX_ContentItems_Published",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "Inherited",
                table: "ListKeys");

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

            migrationBuilder.DropColumn(
                name: "TitleKey",
                table: "ContentItems");

            migrationBuilder.CreateIndex(
                name: "IX_FeedSourceStates_Host",
                table: "FeedSourceStates",
                column: "Host");

            migrationBuilder.CreateIndex(
                name: "IX_ContentItems_ContentType_Published_PublishedUtc_Id",
                table: "ContentItems",
                columns: new[] { "ContentType", "Published", "PublishedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ContentItems_Latest_ContentType_ModifiedUtc_Id",
                table: "ContentItems",
                columns: new[] { "Latest", "ContentType", "ModifiedUtc", "Id" });
        }
    }
}
