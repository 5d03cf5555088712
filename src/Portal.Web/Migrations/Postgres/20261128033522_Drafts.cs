using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Web.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Drafts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ContentItems_Drafts",
                table: "ContentItems");

            migrationBuilder.CreateIndex(
                name: "IX_ContentItems_Drafts",
                table: "ContentItems",
                columns: new[] { "ModifiedUtc", "Id" },
                filter: "\"Latest\" AND NOT \"Published\"");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_ContentItems_Drafts",
                table: "ContentItems");

            migrationBuilder.CreateIndex(
                name: "IX_ContentItems_Drafts",
                table: "ContentItems",
                columns: new[] { "ModifiedUtc", "Id" },
                filter: "\"Latest\" <> \"Published\"");
        }
    }
}
