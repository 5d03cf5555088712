using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Web.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MailDelivery : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_NewsletterDeliveries_State_NotBeforeUtc",
                table: "NewsletterDeliveries");

            migrationBuilder.CreateTable(
                name: "NewsletterBounces",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Key = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    DeliveryId = table.Column<long>(type: "bigint", nullable: false),
                    IssueId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    SubscriberId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Status = table.Column<string>(type: "character varying(16)", maxLength: 16, nullable: false),
                    Diagnostic = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    ReportedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NewsletterBounces", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NewsletterPaces",
                columns: table => new
                {
                    Domain = table.Column<string>(type: "character varying(254)", maxLength: 254, nullable: false),
                    NextUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NewsletterPaces", x => x.Domain);
                });

            migrationBuilder.CreateIndex(
                name: "IX_NewsletterDeliveries_State_Kind_Id",
                table: "NewsletterDeliveries",
                columns: new[] { "State", "Kind", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_NewsletterBounces_DeliveryId",
                table: "NewsletterBounces",
                column: "DeliveryId");

            migrationBuilder.CreateIndex(
                name: "IX_NewsletterBounces_Key",
                table: "NewsletterBounces",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NewsletterBounces_Kind_ReportedUtc",
                table: "NewsletterBounces",
                columns: new[] { "Kind", "ReportedUtc" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "NewsletterBounces");

            migrationBuilder.DropTable(
                name: "NewsletterPaces");

            migrationBuilder.DropIndex(
                name: "IX_NewsletterDeliveries_State_Kind_Id",
                table: "NewsletterDeliveries");

            migrationBuilder.CreateIndex(
                name: "IX_NewsletterDeliveries_State_NotBeforeUtc",
                table: "NewsletterDeliveries",
                columns: new[] { "State", "NotBeforeUtc" });
        }
    }
}
