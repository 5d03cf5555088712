using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Web.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Readers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ReadCounts",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReadCounts", x => new { x.Day, x.ContentItemId });
                });

            // What lists are narrowed by from now on: items that are stored later get the key by themselves. Read by its letters, since a text
            // with a null character would end a reading as JSON, and with it the migration.
            migrationBuilder.Sql("""
                INSERT INTO "ListKeys" ("Key", "ItemRow", "ContentItemId", "ContentType", "PublishedUtc", "Inherited")
                SELECT 'language:' || lower("Language"), "Id", "ContentItemId", "ContentType", "PublishedUtc", false FROM (
                    SELECT "Id", "ContentItemId", "ContentType", "PublishedUtc", substring("Json" FROM '"Language"\s*:\s*\{\s*"Text"\s*:\s*"([A-Za-z]{2,3})[-_"]') AS "Language"
                    FROM "ContentItems" WHERE "Published" AND "ContentType" IN ('NewsItem', 'FeedSource') AND "PublishedUtc" IS NOT NULL) AS found
                WHERE "Language" IS NOT NULL;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ReadCounts");
        }
    }
}
