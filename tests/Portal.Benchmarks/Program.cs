using System.CommandLine;
using Portal.Benchmarks.Load;
using Portal.Benchmarks.Mailing;
using Portal.Benchmarks.Measurements;

var seconds = new Option<int>("--seconds") { Description = "Seconds of each round.", DefaultValueFactory = _ => 5 };
var connections = new Option<int>("--connections") { Description = "Connections at the same time.", DefaultValueFactory = _ => 32 };
var items = new Option<int>("--items") { Description = "Items to import.", DefaultValueFactory = _ => 20_000 };
var file = new Option<FileInfo>("--file") { Description = "The file to serve.", Required = true };
var port = new Option<int>("--port") { Description = "The port to listen on.", Required = true };

var start = new Command("start", "Seconds from the start of the process to the first page of a new site.");
start.SetAction((_, cancellationToken) => StartMeasurement.RunAsync(cancellationToken));

var pages = new Command("pages", "Requests/s of home and article, kept and rendered anew, beside a bare server that sends the same bytes.") { seconds, connections };
pages.SetAction((parsed, cancellationToken) => PagesMeasurement.RunAsync(TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(connections), cancellationToken));

var import = new Command("import", "Items/s imported, documents/s indexed, latency of searches, and memory afterwards.") { items };
import.SetAction((parsed, cancellationToken) => ImportMeasurement.RunAsync(parsed.GetValue(items), cancellationToken));

var many = new Option<int>("--items") { Description = "Items of the large site.", DefaultValueFactory = _ => 1_000_000 };
var postgres = new Option<string?>("--postgres") { Description = "Connection string of a PostgreSQL server whose user may create databases; SQLite without it." };
var content = new Command("content", "What visitors and editors wait for in a site of very many items, beside a small one.") { many, postgres };
content.SetAction((parsed, cancellationToken) => ContentMeasurement.RunAsync(parsed.GetValue(many), parsed.GetValue(postgres), cancellationToken));

var megabytes = new Option<double>("--megabytes") { Description = "Size of the feed that is made.", DefaultValueFactory = _ => 5 };
var rounds = new Option<int>("--rounds") { Description = "Rounds of each; the best counts.", DefaultValueFactory = _ => 25 };
var parse = new Command("parse", "Items/s of reading a synthetic feed on one core: Portal whole and in parts, beside CodeHollow, System.ServiceModel.Syndication, rss-parser (npm) and feedparser (Python).") { megabytes, rounds };
parse.SetAction((parsed, cancellationToken) => ParseMeasurement.RunAsync(parsed.GetValue(megabytes), parsed.GetValue(rounds), cancellationToken));

var sources = new Option<int>("--sources") { Description = "Sources of the simulated internet.", DefaultValueFactory = _ => 10_000 };
var days = new Option<double>("--days") { Description = "Days that pass.", DefaultValueFactory = _ => 3 };
var parallel = new Option<int>("--parallel") { Description = "Fetches at the same time.", DefaultValueFactory = _ => 64 };
var internet = new Command("internet", "Simulated days of very many sources with all habits: requests, bytes, politeness, freshness.") { sources, days, parallel };
internet.SetAction((parsed, cancellationToken) => InternetMeasurement.RunAsync(parsed.GetValue(sources), TimeSpan.FromDays(parsed.GetValue(days)), parsed.GetValue(parallel), cancellationToken));

var unindexed = new Option<bool>("--without-index") { Description = "Leaves the search index out." };
var news = new Command("rounds", "Items/s of a first import of 200 feeds, from fetch to stored and indexed, and seconds for a round of 1,000 sources that have nothing new.") { unindexed };
news.SetAction((parsed, cancellationToken) => RoundsMeasurement.RunAsync(!parsed.GetValue(unindexed), cancellationToken));
var searched = new Option<int>("--items") { Description = "Items that are searched.", DefaultValueFactory = _ => 100_000 };
var others = new Option<bool>("--sqlite") { Description = "Measure SQLite's FTS5 beside it." };
var othersAlone = new Option<bool>("--without-portal") { Description = "Leaves Portal's own index out: the databases alone." };
var search = new Command("search", "Documents/s, size, memory, and what people wait for a search of very many items, alone and under load; beside SQLite's and PostgreSQL's full text.") { searched, others, postgres, othersAlone };
search.SetAction((parsed, cancellationToken) => SearchMeasurement.RunAsync(parsed.GetValue(searched), !parsed.GetValue(othersAlone), parsed.GetValue(others), parsed.GetValue(postgres), cancellationToken));
var first = new Option<int>("--first") { Description = "Number of the first damaged document." };
var count = new Option<int>("--count") { Description = "How many are made.", DefaultValueFactory = _ => 200_000 };
var documents = new Option<DirectoryInfo>("--documents") { Description = "A folder with the documents that are damaged.", DefaultValueFactory = _ => new("tests/Portal.Feeds.Tests/Documents") };
var fuzz = new Command("fuzz", "Reads damaged feeds: none may crash, hang or take much memory.") { first, count, documents };
fuzz.SetAction((parsed, cancellationToken) => FuzzMeasurement.RunAsync(parsed.GetValue(first), parsed.GetValue(count), parsed.GetRequiredValue(documents), cancellationToken));

var classes = new Command("classes", "How many documents of each class are read, and how many of their fields are right: CodeHollow alone, System.ServiceModel.Syndication alone, Portal.") { documents };
classes.SetAction((parsed, cancellationToken) => ClassesMeasurement.RunAsync(parsed.GetRequiredValue(documents), cancellationToken));

var mails = new Option<int>("--mails") { Description = "Mails of the issue.", DefaultValueFactory = _ => 50_000 };
var mailBytes = new Option<int>("--bytes") { Description = "Size of a mail before it is encoded.", DefaultValueFactory = _ => 30_000 };
var mailConnections = new Option<int>("--connections") { Description = "Connections to the receiver.", DefaultValueFactory = _ => 8 };
var mailRounds = new Option<int>("--rounds") { Description = "Rounds of each.", DefaultValueFactory = _ => 1 };
var mailing = new Command("mailing", "Mails/s and memory of an issue for very many, unsigned and signed by RSA, Ed25519 and both, beside a bare MailKit loop.") { mails, mailBytes, mailConnections, mailRounds, postgres };
mailing.SetAction((parsed, cancellationToken) => MailingMeasurement.RunAsync(
    parsed.GetValue(mails), parsed.GetValue(mailBytes), parsed.GetValue(mailConnections), parsed.GetValue(mailRounds), parsed.GetValue(postgres), cancellationToken));

var kills = new Option<int>("--kills") { Description = "How often the host is killed.", DefaultValueFactory = _ => 200 };
var policy = new Option<string>("--policy") { Description = "Hold or Retry.", DefaultValueFactory = _ => "Hold" };
var throughPostfix = new Option<bool>("--postfix") { Description = "Send through Postfix and settle doubts by its log." };
var onPostgres = new Option<bool>("--on-postgres") { Description = "On PostgreSQL in place of SQLite." };
var powerCuts = new Option<bool>("--power-cuts") { Description = "Each kill takes what was not synced from SQLite's files (takes gcc)." };
var seed = new Option<int>("--seed") { Description = "For the points at which it dies.", DefaultValueFactory = _ => 1 };
var killed = new Command("killed", "Kills the host very often while an issue goes out, and counts at the receiver what was lost or doubled.") { mails, kills, mailConnections, policy, throughPostfix, onPostgres, powerCuts, seed };
killed.SetAction((parsed, cancellationToken) => KilledMeasurement.RunAsync(parsed.GetValue(mails), parsed.GetValue(kills), parsed.GetValue(mailConnections),
    parsed.GetRequiredValue(policy), parsed.GetValue(throughPostfix), parsed.GetValue(onPostgres), parsed.GetValue(powerCuts), parsed.GetValue(seed), cancellationToken));

var sessions = new Option<int>("--sessions") { Description = "Editors at the same time.", DefaultValueFactory = _ => 20 };
var desk = new Command("desk", "Editors in windows of Chromium: what they wait for in a list, an item and a save, alone and together, and what a session costs in memory.") { searched, sessions };
desk.SetAction((parsed, cancellationToken) => DeskMeasurement.RunAsync(parsed.GetValue(searched), parsed.GetValue(sessions), cancellationToken));

// Started by “mailing”, each in a process of its own.
var data = new Option<string>("--data") { Description = "Data folder.", DefaultValueFactory = _ => "" };
var key = new Option<string[]>("--key") { Description = "Private keys.", DefaultValueFactory = _ => [] };
var encoded = new Option<bool>("--encoded") { Description = "Bodies are encoded once." };
var mailingPrepare = new Command("mailing-prepare") { data, postgres, mails, mailBytes, port, mailConnections, key };
mailingPrepare.SetAction((parsed, cancellationToken) => MailingSenders.PrepareAsync(parsed.GetRequiredValue(data), parsed.GetValue(postgres), parsed.GetValue(mails), parsed.GetValue(mailBytes), cancellationToken));
var mailingPortal = new Command("mailing-portal") { data, postgres, mails, mailBytes, port, mailConnections, key };
mailingPortal.SetAction((parsed, cancellationToken) => MailingSenders.PortalAsync(parsed.GetRequiredValue(data), parsed.GetValue(postgres), parsed.GetValue(port), parsed.GetValue(mails), parsed.GetValue(mailConnections), parsed.GetRequiredValue(key), cancellationToken));
var mailingBare = new Command("mailing-bare") { mails, mailBytes, port, mailConnections, key, encoded };
mailingBare.SetAction((parsed, cancellationToken) => MailingSenders.BareAsync(parsed.GetValue(port), parsed.GetValue(mails), parsed.GetValue(mailBytes), parsed.GetValue(mailConnections), parsed.GetRequiredValue(key), parsed.GetValue(encoded), cancellationToken));
foreach (var command in (Command[])[mailingPrepare, mailingPortal, mailingBare])
    command.Hidden = true;

// Started by “pages” as a process of its own, so that it shares the processors in the same way as the site does.
var bare = new Command("bare", "Serves one file at every address.") { file, port };
bare.Hidden = true;
bare.SetAction((parsed, cancellationToken) => BareServer.RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(port), cancellationToken));

return await new RootCommand("Measures Portal from outside: it starts the program with an empty data directory and uses its public doors.") { start, pages, import, content, parse, fuzz, classes, internet, news, search, mailing, killed, desk, mailingPrepare, mailingPortal, mailingBare, bare }
    .Parse(args).InvokeAsync();
