using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Web.Migrations.Postgres
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
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<string>(type: "character varying(450)", maxLength: 450, nullable: false),
                    ContentItemId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    ContentType = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    BaseRow = table.Column<long>(type: "bigint", nullable: false),
                    BaseStamp = table.Column<long>(type: "bigint", nullable: false),
                    BaseVersionId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Json = table.Column<string>(type: "text", nullable: false),
                    KeptUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
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
