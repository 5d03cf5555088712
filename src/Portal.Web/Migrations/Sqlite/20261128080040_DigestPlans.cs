using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Portal.Web.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DigestPlans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_NewsletterIssues_Plan_Period",
                table: "NewsletterIssues");

            migrationBuilder.AddColumn<string>(
                name: "ApprovedBy",
                table: "NewsletterIssues",
                type: "TEXT",
                maxLength: 256,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ApprovedUtc",
                table: "NewsletterIssues",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Archived",
                table: "NewsletterIssues",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Content",
                table: "NewsletterIssues",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "MustApprove",
                table: "NewsletterIssues",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "PlanId",
                table: "NewsletterIssues",
                type: "TEXT",
                maxLength: 32,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Slot",
                table: "NewsletterIssues",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Stamp",
                table: "NewsletterIssues",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            // Issues from before there were plans are of the plan that has their rhythm's name.
            migrationBuilder.Sql("""
                UPDATE "NewsletterIssues" SET "PlanId" = CASE "Plan" WHEN 0 THEN 'daily' WHEN 1 THEN 'weekly' WHEN 2 THEN 'searches' WHEN 3 THEN 'monthly' ELSE 'as-it-happens' END
                """);

            migrationBuilder.CreateIndex(
                name: "IX_NewsletterIssues_Archived_ComposedUtc",
                table: "NewsletterIssues",
                columns: new[] { "Archived", "ComposedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_NewsletterIssues_PlanId_Period",
                table: "NewsletterIssues",
                columns: new[] { "PlanId", "Period" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_NewsletterIssues_Archived_ComposedUtc",
                table: "NewsletterIssues");

            migrationBuilder.DropIndex(
                name: "IX_NewsletterIssues_PlanId_Period",
                table: "NewsletterIssues");

            migrationBuilder.DropColumn(
                name: "ApprovedBy",
                table: "NewsletterIssues");

            migrationBuilder.DropColumn(
                name: "ApprovedUtc",
                table: "NewsletterIssues");

            migrationBuilder.DropColumn(
                name: "Archived",
                table: "NewsletterIssues");

            migrationBuilder.DropColumn(
                name: "Content",
                table: "NewsletterIssues");

            migrationBuilder.DropColumn(
                name: "MustApprove",
                table: "NewsletterIssues");

            migrationBuilder.DropColumn(
                name: "PlanId",
                table: "NewsletterIssues");

            migrationBuilder.DropColumn(
                name: "Slot",
                table: "NewsletterIssues");

            migrationBuilder.DropColumn(
                name: "Stamp",
                table: "NewsletterIssues");

            migrationBuilder.CreateIndex(
                name: "IX_NewsletterIssues_Plan_Period",
                table: "NewsletterIssues",
                columns: new[] { "Plan", "Period" },
                unique: true);
        }
    }
}
