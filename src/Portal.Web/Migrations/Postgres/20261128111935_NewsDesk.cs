using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Web.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class NewsDesk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Hidden",
                table: "FeedHeldNews",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Language",
                table: "FeedHeldNews",
                type: "character varying(35)",
                maxLength: 35,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "PublishedUtc",
                table: "FeedHeldNews",
                type: "timestamp with time zone",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            // What waits already is ordered by when it came; its language and terms follow when it is stored again.
            migrationBuilder.Sql("""UPDATE "FeedHeldNews" SET "PublishedUtc" = "HeldUtc" """);

            migrationBuilder.CreateTable(
                name: "FeedHeldNewsTerms",
                columns: table => new
                {
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    TermId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedHeldNewsTerms", x => new { x.ContentItemId, x.TermId });
                    table.ForeignKey(
                        name: "FK_FeedHeldNewsTerms_FeedHeldNews_ContentItemId",
                        column: x => x.ContentItemId,
                        principalTable: "FeedHeldNews",
                        principalColumn: "ContentItemId",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "FeedNewsViews",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<string>(type: "character varying(450)", maxLength: 450, nullable: false),
                    Name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    Query = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedNewsViews", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FeedHeldNews_Hidden_PublishedUtc_ContentItemId",
                table: "FeedHeldNews",
                columns: new[] { "Hidden", "PublishedUtc", "ContentItemId" });

            migrationBuilder.CreateIndex(
                name: "IX_FeedHeldNewsTerms_TermId",
                table: "FeedHeldNewsTerms",
                column: "TermId");

            migrationBuilder.CreateIndex(
                name: "IX_FeedNewsViews_UserId_Name",
                table: "FeedNewsViews",
                columns: new[] { "UserId", "Name" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FeedHeldNewsTerms");

            migrationBuilder.DropTable(
                name: "FeedNewsViews");

            migrationBuilder.DropIndex(
                name: "IX_FeedHeldNews_Hidden_PublishedUtc_ContentItemId",
                table: "FeedHeldNews");

            migrationBuilder.DropColumn(
                name: "Hidden",
                table: "FeedHeldNews");

            migrationBuilder.DropColumn(
                name: "Language",
                table: "FeedHeldNews");

            migrationBuilder.DropColumn(
                name: "PublishedUtc",
                table: "FeedHeldNews");
        }
    }
}
