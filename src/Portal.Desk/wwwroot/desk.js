// The two buttons of the notice about a lost connection: inline handlers are not allowed by the page's policy.
document.addEventListener("click", async event => {
  const target = event.target;
  if (!(target instanceof Element)) return;
  if (target.closest("[data-reload]")) location.reload();
  if (target.closest("[data-reconnect]") && !(await Blazor.reconnect())) location.reload();
});
