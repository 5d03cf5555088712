using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Web.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Wip : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Inherited",
                table: "ListKeys",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "CultureSets",
                columns: table => new
                {
                    ContentItemId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    LocalizationSet = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    Culture = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    Published = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CultureSets", x => x.ContentItemId);
                });

            migrationBuilder.CreateTable(
                name: "TermAncestors",
                columns: table => new
                {
                    TermId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    AncestorId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    TaxonomyId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TermAncestors", x => new { x.TermId, x.AncestorId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_CultureSets_LocalizationSet_Culture",
                table: "CultureSets",
                columns: new[] { "LocalizationSet", "Culture" });

            migrationBuilder.CreateIndex(
                name: "IX_TermAncestors_AncestorId",
                table: "TermAncestors",
                column: "AncestorId");

            migrationBuilder.CreateIndex(
                name: "IX_TermAncestors_TaxonomyId",
                table: "TermAncestors",
                column: "TaxonomyId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CultureSets");

            migrationBuilder.DropTable(
                name: "TermAncestors");

            migrationBuilder.DropColumn(
                name: "Inherited",
                table: "ListKeys");
        }
    }
}
