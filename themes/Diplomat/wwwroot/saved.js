// Keeps what a reader saves for later in this browser (local storage), and lists it on the page of saved items. Only where the page
// brings the parts for it, so that nothing is offered that can't be done.

const key = "saved";
const most = 200;

function read() {
  try {
    const held = JSON.parse(localStorage.getItem(key));
    // Only paths of this site: what lies in the storage may be old, or somebody else's.
    return Array.isArray(held) ? held.filter(one => typeof one?.url === "string" && /^\/(?![\/\\])/.test(one.url) && typeof one.title === "string") : [];
  } catch {
    return [];
  }
}

function write(items) {
  try {
    localStorage.setItem(key, JSON.stringify(items.slice(0, most)));
  } catch {
    // No room, or not allowed: the button shows that nothing was kept.
  }
}

const part = document.querySelector("template[data-save]");
const title = document.querySelector("main article > .title");
if (part && title) {
  title.append(part.content.cloneNode(true));
  const button = title.querySelector("[data-save-button]");
  const url = part.dataset.save;
  const show = () => {
    const held = read().some(one => one.url === url);
    button.setAttribute("aria-pressed", String(held));
    button.textContent = held ? part.dataset.saved : part.dataset.unsaved;
  };
  button.addEventListener("click", () => {
    const items = read();
    const others = items.filter(one => one.url !== url);
    write(others.length < items.length ? others
      : [{ url, title: title.querySelector("h1").textContent.trim(), lang: title.closest("[lang]").lang, source: title.querySelector(".meta b")?.textContent.trim() ?? "" }, ...others]);
    show();
  });
  addEventListener("storage", show);
  show();
}

const list = document.querySelector("[data-saved-list]");
if (list) {
  const draw = () => {
    const items = read();
    list.querySelector("ul").replaceChildren(...items.map(item => {
      const line = list.querySelector("template").content.cloneNode(true);
      const link = line.querySelector("a");
      [link.href, link.textContent, link.lang] = [item.url, item.title, item.lang || ""];
      line.querySelector(".src").textContent = item.source || "";
      const button = line.querySelector("button");
      button.setAttribute("aria-label", `${button.textContent}: ${item.title}`);
      button.addEventListener("click", () => {
        write(read().filter(one => one.url !== item.url));
        draw();
        (list.querySelector("button") ?? document.querySelector("main")).focus();
      });
      return line;
    }));
    list.querySelector("[data-saved-none]").hidden = items.length > 0;
    list.hidden = false;
  };
  addEventListener("storage", draw);
  draw();
}

// What was read last can be read again without a network.
if ("serviceWorker" in navigator)
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
