using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Web.Migrations.Sqlite
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
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ContentItemId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReadCounts", x => new { x.Day, x.ContentItemId });
                });

            // What lists are narrowed by from now on: items that are stored later get the key by themselves.
            migrationBuilder.Sql("""
                INSERT INTO "ListKeys" ("Key", "ItemRow", "ContentItemId", "ContentType", "PublishedUtc", "Inherited")
                SELECT 'language:' || "Language", "Id", "ContentItemId", "ContentType", "PublishedUtc", 0 FROM (
                    SELECT "Id", "ContentItemId", "ContentType", "PublishedUtc",
                        lower(CASE instr("Tag", '-') WHEN 0 THEN "Tag" ELSE substr("Tag", 1, instr("Tag", '-') - 1) END) AS "Language"
                    FROM (SELECT "Id", "ContentItemId", "ContentType", "PublishedUtc", json_extract("Json", '$.' || "ContentType" || '.Language.Text') AS "Tag"
                          FROM "ContentItems" WHERE "Published" AND "ContentType" IN ('NewsItem', 'FeedSource') AND "PublishedUtc" IS NOT NULL AND json_valid("Json")))
                WHERE length("Language") BETWEEN 2 AND 3 AND "Language" NOT GLOB '*[^a-z]*';
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
