using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Web.Migrations.Sqlite
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
                type: "TEXT",
                maxLength: 6000,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SearchDelivery",
                table: "NewsletterConsents",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "NewsletterSearches",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    SubscriberId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    Search = table.Column<string>(type: "TEXT", maxLength: 6000, nullable: false),
                    SearchHash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Delivery = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ToldUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
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
