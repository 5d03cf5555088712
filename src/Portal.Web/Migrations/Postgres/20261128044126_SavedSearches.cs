using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Web.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SavedSearches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Search",
                table: "NewsletterConsents",
                type: "character varying(6000)",
                maxLength: 6000,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SearchDelivery",
                table: "NewsletterConsents",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "NewsletterSearches",
                columns: table => new
                {
                    Id = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    SubscriberId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    Search = table.Column<string>(type: "character varying(6000)", maxLength: 6000, nullable: false),
                    SearchHash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    Delivery = table.Column<int>(type: "integer", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ToldUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NewsletterSearches", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_NewsletterSearches_Delivery_ToldUtc",
                table: "NewsletterSearches",
                columns: new[] { "Delivery", "ToldUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_NewsletterSearches_SubscriberId_SearchHash",
                table: "NewsletterSearches",
                columns: new[] { "SubscriberId", "SearchHash" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "NewsletterSearches");

            migrationBuilder.DropColumn(
                name: "Search",
                table: "NewsletterConsents");

            migrationBuilder.DropColumn(
                name: "SearchDelivery",
                table: "NewsletterConsents");
        }
    }
}
