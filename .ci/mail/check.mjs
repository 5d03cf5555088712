// Reads each mail of a folder and compares it with what the tests read in it, which lies beside it as JSON.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';

const folder = process.argv[2];
const names = readdirSync(folder).filter(name => name.endsWith('.eml'));
assert.ok(names.length > 0, 'The tests kept no mail.');

const lines = text => text.replaceAll('\r\n', '\n').trimEnd();
const unfolded = text => text.replace(/\s+/g, ' ').trim();
const boxes = list => list.value.map(({ name, address }) => ({ name, address }));

for (const name of names) {
  const raw = readFileSync(join(folder, name));
  const meant = JSON.parse(readFileSync(join(folder, name.replace(/eml$/, 'json')), 'utf8'));
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true });
  const raws = new Map(mail.headerLines.map(({ key, line }) => [key, unfolded(line.slice(line.indexOf(':') + 1))]));

  assert.equal(mail.subject, meant.subject, name);
  assert.equal(mail.messageId, `<${meant.messageId}>`, name);
  assert.equal(mail.date.getTime(), Date.parse(meant.date), name);
  assert.deepEqual(boxes(mail.from), meant.from, name);
  assert.deepEqual(boxes(mail.to), meant.to, name);
  if (meant.replyTo.length > 0) assert.deepEqual(boxes(mail.replyTo), meant.replyTo, name);
  for (const [key, value] of Object.entries(meant.headers)) assert.equal(raws.get(key), unfolded(value), `${name}: ${key}`);
  for (const key of raws.keys()) assert.equal(mail.headerLines.filter(line => line.key === key).length, 1, `${name}: ${key} stands there once`);

  // As mail programs see a list: one address for a click, and where there is one, a mailbox.
  const list = mail.headers.get('list');
  assert.match(list.unsubscribe.url, /^https:\/\//, name);
  assert.match(raws.get('list-unsubscribe-post'), /^List-Unsubscribe=One-Click$/, name);
  assert.match(list.id.id, /\.newsletter\.portal\.example$/, name);
  assert.match(list.help.url, /^https:\/\//, name);
  assert.match(list.archive.url, /^https:\/\//, name);
  assert.match(list.owner.mail, /@portal\.example$/, name);
  if (meant.headers['list-unsubscribe'].includes('mailto:')) assert.match(list.unsubscribe.mail, /^leave@portal\.example\?subject=unsubscribe/, name);

  assert.equal(lines(mail.text), lines(meant.text), `${name}: the text`);
  assert.equal(lines(mail.html), lines(meant.html), `${name}: the HTML`);
  assert.match(mail.headers.get('content-type').value, /^multipart\/alternative$/, name);
  // Pictures stand on the site: nothing is attached or embedded.
  assert.deepEqual(mail.attachments, [], name);
  for (const [, source] of mail.html.matchAll(/<img[^>]* src="([^"]*)"/g)) assert.match(source, /^https:\/\//, `${name}: ${source}`);
}
console.log(`${names.length} mails are read as they were meant.`);
