using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Web.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SubscriberChoices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Note",
                table: "NewsletterSuppressions",
                type: "TEXT",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Reason",
                table: "NewsletterSuppressions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Hour",
                table: "NewsletterSubscribers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 7);

            migrationBuilder.AddColumn<DateTime>(
                name: "PausedUntilUtc",
                table: "NewsletterSubscribers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Regions",
                table: "NewsletterSubscribers",
                type: "TEXT",
                maxLength: 2000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Sources",
                table: "NewsletterSubscribers",
                type: "TEXT",
                maxLength: 8000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "TimeZone",
                table: "NewsletterSubscribers",
                type: "TEXT",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Weekday",
                table: "NewsletterSubscribers",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "Searches",
                table: "NewsletterEditions",
                type: "TEXT",
                maxLength: 2000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Address",
                table: "NewsletterConsents",
                type: "TEXT",
                maxLength: 254,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FormerAddress",
                table: "NewsletterConsents",
                type: "TEXT",
                maxLength: 254,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NoticeId",
                table: "NewsletterConsents",
                type: "TEXT",
                maxLength: 26,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Regions",
                table: "NewsletterConsents",
                type: "TEXT",
                maxLength: 2000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Sources",
                table: "NewsletterConsents",
                type: "TEXT",
                maxLength: 8000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "NewsletterSubscriberEvents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    SubscriberId = table.Column<string>(type: "TEXT", maxLength: 26, nullable: false),
                    AtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NewsletterSubscriberEvents", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_NewsletterSuppressions_SinceUtc_AddressHash",
                table: "NewsletterSuppressions",
                columns: new[] { "SinceUtc", "AddressHash" });

            migrationBuilder.CreateIndex(
                name: "IX_NewsletterSubscribers_CreatedUtc_Id",
                table: "NewsletterSubscribers",
                columns: new[] { "CreatedUtc", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_NewsletterSubscriberEvents_Kind_AtUtc",
                table: "NewsletterSubscriberEvents",
                columns: new[] { "Kind", "AtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_NewsletterSubscriberEvents_SubscriberId",
                table: "NewsletterSubscriberEvents",
                column: "SubscriberId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "NewsletterSubscriberEvents");

            migrationBuilder.DropIndex(
                name: "IX_NewsletterSuppressions_SinceUtc_AddressHash",
                table: "NewsletterSuppressions");

            migrationBuilder.DropIndex(
                name: "IX_NewsletterSubscribers_CreatedUtc_Id",
                table: "NewsletterSubscribers");

            migrationBuilder.DropColumn(
                name: "Note",
                table: "NewsletterSuppressions");

            migrationBuilder.DropColumn(
                name: "Reason",
                table: "NewsletterSuppressions");

            migrationBuilder.DropColumn(
                name: "Hour",
                table: "NewsletterSubscribers");

            migrationBuilder.DropColumn(
                name: "PausedUntilUtc",
                table: "NewsletterSubscribers");

            migrationBuilder.DropColumn(
                name: "Regions",
                table: "NewsletterSubscribers");

            migrationBuilder.DropColumn(
                name: "Sources",
                table: "NewsletterSubscribers");

            migrationBuilder.DropColumn(
                name: "TimeZone",
                table: "NewsletterSubscribers");

            migrationBuilder.DropColumn(
                name: "Weekday",
                table: "NewsletterSubscribers");

            migrationBuilder.DropColumn(
                name: "Searches",
                table: "NewsletterEditions");

            migrationBuilder.DropColumn(
                name: "Address",
                table: "NewsletterConsents");

            migrationBuilder.DropColumn(
                name: "FormerAddress",
                table: "NewsletterConsents");

            migrationBuilder.DropColumn(
                name: "NoticeId",
                table: "NewsletterConsents");

            migrationBuilder.DropColumn(
                name: "Regions",
                table: "NewsletterConsents");

            migrationBuilder.DropColumn(
                name: "Sources",
                table: "NewsletterConsents");
        }
    }
}
