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
