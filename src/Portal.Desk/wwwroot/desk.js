// The two buttons of the notice about a lost connection: inline handlers are not allowed by the page's policy.
document.addEventListener("click", async event => {
  const target = event.target;
  if (!(target instanceof Element)) return;
  if (target.closest("[data-reload]")) location.reload();
  if (target.closest("[data-reconnect]") && !(await Blazor.reconnect())) location.reload();
});

// Links to what must be put right in a form move the focus there; Blazor would only scroll.
document.addEventListener("click", event => {
  const link = event.target instanceof Element ? event.target.closest("[data-focus]") : null;
  const field = link && (document.getElementById(link.dataset.focus) ?? closedItem(link.dataset.focus));
  if (!field) return;
  event.preventDefault();
  for (let closed = field.closest("details:not([open])"); closed; closed = closed.parentElement.closest("details:not([open])")) closed.open = true;
  field.scrollIntoView({ block: "center" });
  field.focus();
}, true);

// What stands in a contained item that is closed: the button that opens it.
function closedItem(id) {
  const heads = [...document.querySelectorAll("[id$='-item-head']")].filter(head => id.startsWith(head.id.slice(0, -"item-head".length)));
  return heads.sort((left, right) => right.id.length - left.id.length)[0];
}

// Of a page to which the circuit led; a browser begins a page that it loads by itself.
export function showHeading() {
  const heading = document.querySelector("main h1");
  if (!heading || document.activeElement?.closest("main :is(input, textarea, select, [contenteditable], dialog), .rz-dialog")) return;
  heading.tabIndex = -1;
  heading.focus();
}

// A page on which nothing was typed comes back by itself when the site was restarted or was away for long; forms that keep what is
// written do so on their own (writing.js), and others wait for the person.
const notice = document.getElementById("components-reconnect-modal");
let typedOn;
let trying;
document.addEventListener("input", event => {
  if (event.target instanceof Element && event.target.closest("main") && !event.target.matches("[type=search], [type=checkbox], [type=radio], select")) typedOn = location.pathname;
});
if (notice) new MutationObserver(() => {
  const gone = /components-reconnect-(rejected|resume-failed)/.test(notice.className);
  const away = /components-reconnect-failed/.test(notice.className);
  if (!away) trying = clearInterval(trying);
  if ((!gone && !away) || typedOn === location.pathname || document.querySelector(".desk-writing-state")) return;
  if (gone) location.reload();
  else trying ??= setInterval(reloadWhenThere, 5000);
}).observe(notice, { attributes: true, attributeFilter: ["class"] });

async function reloadWhenThere() {
  try {
    if ((await fetch("/health/live", { cache: "no-store" })).ok) location.reload();
  } catch {
    // Not yet.
  }
}
