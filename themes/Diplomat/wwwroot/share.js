// Copies the address of the page. Without this script there is no button for it.
for (const place of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  place.hidden = false;
  const said = place.querySelector("[role=status]");
  place.querySelector("button").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(place.dataset.copy);
      said.textContent = said.dataset.done;
    } catch {
      // The browser forbids it: the address stands in its own bar.
    }
  });
}
