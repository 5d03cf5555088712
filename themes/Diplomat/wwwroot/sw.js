// Shows something when there is no network: the page as it was when it was last read, else a page that says so. While there is a
// network every page comes from it, so nothing old is ever shown in place of something newer.

const shell = "shell-1";
const read = "read-1";
const most = 30;
const offline = ["/offline", "/sr/offline", "/sr-latn/offline"];

addEventListener("install", event => event.waitUntil(keepShell().then(() => skipWaiting())));

addEventListener("activate", event => event.waitUntil((async () => {
  await registration.navigationPreload?.enable();
  await Promise.all((await caches.keys()).filter(name => name !== shell && name !== read).map(name => caches.delete(name)));
  await clients.claim();
})()));

addEventListener("fetch", event => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin)
    return;
  if (request.mode === "navigate" && !/^\/(admin|login|api)\b/i.test(url.pathname))
    event.respondWith(page(event, url));
  else if (request.destination === "style")
    event.respondWith(fetch(request).catch(async () => await caches.match(request) ?? Response.error()));
});

async function page(event, url) {
  try {
    const response = await event.preloadResponse ?? await fetch(event.request);
    if (response.ok && !response.redirected && !url.search && !/no-store|private/.test(response.headers.get("cache-control") ?? ""))
      event.waitUntil(keep(event.request.url, response.clone()));
    return response;
  } catch {
    const language = offline.find(path => path !== offline[0] && url.pathname.startsWith(path.slice(0, -"offline".length))) ?? offline[0];
    return await caches.match(event.request.url, { ignoreVary: true }) ?? await caches.match(language, { ignoreVary: true }) ?? await caches.match(offline[0], { ignoreVary: true }) ?? Response.error();
  }
}

async function keep(url, response) {
  const cache = await caches.open(read);
  // The one that was read last stands last.
  await cache.delete(url);
  await cache.put(url, response);
  const kept = await cache.keys();
  await Promise.all(kept.slice(0, Math.max(0, kept.length - most)).map(request => cache.delete(request)));
}

async function keepShell() {
  const cache = await caches.open(shell);
  await Promise.allSettled(offline.map(async path => {
    const response = await fetch(path, { cache: "reload" });
    if (!response.ok || response.redirected)
      return;
    await cache.put(path, response.clone());
    const styles = (await response.text()).matchAll(/<link rel="stylesheet" href="([^"]+)"/g);
    await Promise.all([...styles].map(([, address]) => cache.add(address.replaceAll("&amp;", "&"))));
  }));
}
