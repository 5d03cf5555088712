using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Web.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RecoveryCopies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DeskRecoveryCopies",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserId = table.Column<string>(type: "TEXT", maxLength: 450, nullable: false),
                    ContentItemId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    BaseRow = table.Column<long>(type: "INTEGER", nullable: false),
                    BaseStamp = table.Column<long>(type: "INTEGER", nullable: false),
                    BaseVersionId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    Json = table.Column<string>(type: "TEXT", nullable: false),
                    KeptUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DeskRecoveryCopies", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_DeskRecoveryCopies_KeptUtc",
                table: "DeskRecoveryCopies",
                column: "KeptUtc");

            migrationBuilder.CreateIndex(
                name: "IX_DeskRecoveryCopies_UserId_ContentItemId",
                table: "DeskRecoveryCopies",
                columns: new[] { "UserId", "ContentItemId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DeskRecoveryCopies");
        }
    }
}
