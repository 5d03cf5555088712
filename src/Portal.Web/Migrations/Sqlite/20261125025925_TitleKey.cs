using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Web.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TitleKey : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ContentItems_Drafts",
                table: "ContentItems");

            migrationBuilder.AddColumn<string>(
                name: "TitleKey",
                table: "ContentItems",
                type: "TEXT",
                maxLength: 1024,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "IX_ContentItems_Drafts",
                table: "ContentItems",
                columns: new[] { "ModifiedUtc", "Id" },
                filter: "\"Latest\" <> \"Published\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ContentItems_Drafts",
                table: "ContentItems");

            migrationBuilder.DropColumn(
                name: "TitleKey",
                table: "ContentItems");

            migrationBuilder.CreateIndex(
                name: "IX_ContentItems_Drafts",
                table: "ContentItems",
                columns: new[] { "ModifiedUtc", "Id" },
                filter: "\"Latest\" AND NOT (\"Published\")");
        }
    }
}
