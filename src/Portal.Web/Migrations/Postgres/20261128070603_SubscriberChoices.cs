using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Portal.Web.Migrations.Postgres
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
                type: "character varying(500)",
                maxLength: 500,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Reason",
                table: "NewsletterSuppressions",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Hour",
                table: "NewsletterSubscribers",
                type: "integer",
                nullable: false,
                defaultValue: 7);

            migrationBuilder.AddColumn<DateTime>(
                name: "PausedUntilUtc",
                table: "NewsletterSubscribers",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Regions",
                table: "NewsletterSubscribers",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Sources",
                table: "NewsletterSubscribers",
                type: "character varying(8000)",
                maxLength: 8000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "TimeZone",
                table: "NewsletterSubscribers",
                type: "character varying(64)",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Weekday",
                table: "NewsletterSubscribers",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "Searches",
                table: "NewsletterEditions",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Address",
                table: "NewsletterConsents",
                type: "character varying(254)",
                maxLength: 254,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "FormerAddress",
                table: "NewsletterConsents",
                type: "character varying(254)",
                maxLength: 254,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "NoticeId",
                table: "NewsletterConsents",
                type: "character varying(26)",
                maxLength: 26,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Regions",
                table: "NewsletterConsents",
                type: "character varying(2000)",
                maxLength: 2000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Sources",
                table: "NewsletterConsents",
                type: "character varying(8000)",
                maxLength: 8000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "NewsletterSubscriberEvents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    SubscriberId = table.Column<string>(type: "character varying(26)", maxLength: 26, nullable: false),
                    AtUtc = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    By = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: false),
                    Note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false)
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
