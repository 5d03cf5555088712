// Suggests titles while somebody types in a search box (WAI-ARIA's combobox with a list), and tells the site which result was
// opened, without saying by whom. Everything works without it.

const delay = 120;
let boxes = 0;

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

class Suggestions {
  constructor(form) {
    this.input = form.querySelector("input[type=search]");
    this.url = new URL(form.action);
    this.url.pathname += "/suggest";
    this.options = [];
    this.list = element("ul", { id: `suggestions-${++boxes}`, className: "suggestions", role: "listbox", hidden: true, ariaLabel: this.input.ariaLabel });
    this.status = element("p", { className: "hide", role: "status" });
    this.input.parentElement.append(this.list, this.status);
    this.input.role = "combobox";
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.list.id);
    this.close();

    this.input.addEventListener("input", event => event.isComposing || this.typed());
    this.input.addEventListener("compositionend", () => this.typed());
    this.input.addEventListener("keydown", event => event.isComposing || this.key(event));
    this.input.addEventListener("blur", () => this.close());
    form.addEventListener("submit", () => this.close());
    // The input keeps the focus, so that a click is not lost to its blur.
    this.list.addEventListener("mousedown", event => event.preventDefault());
    this.list.addEventListener("click", event => this.open(event.target.closest("[role=option]")));
  }

  typed() {
    this.stop();
    const words = this.input.value.trim();
    if (words.length < 2)
      this.close();
    else
      this.timer = setTimeout(() => this.ask(words), delay);
  }

  async ask(words) {
    const asking = this.asking = new AbortController();
    try {
      this.url.search = new URLSearchParams({ q: words });
      const response = await fetch(this.url, { signal: asking.signal });
      const found = response.ok ? await response.json() : null;
      if (!asking.signal.aborted)
        this.show(found);
    } catch {
      // Replaced by a newer question, or no connection: the box stays a plain box.
    }
  }

  show(found) {
    this.options = found?.all ? [...found.suggestions.map(one => this.title(one)), element("li", { className: "all" }, found.all.text)] : [];
    this.options.forEach((option, index) => {
      option.id = `${this.list.id}-${index}`;
      option.role = "option";
      option.dataset.url = found.suggestions[index]?.url ?? found.all.url;
    });
    this.list.replaceChildren(...this.options);
    this.list.hidden = this.options.length === 0;
    this.list.scrollTop = 0;
    this.status.textContent = found?.status ?? "";
    this.input.ariaExpanded = String(!this.list.hidden);
    this.choose(-1);
  }

  title(suggestion) {
    const line = [];
    let at = 0;
    for (const [start, end] of suggestion.marks) {
      line.push(suggestion.title.slice(at, start), element("mark", {}, suggestion.title.slice(start, end)));
      at = end;
    }
    line.push(suggestion.title.slice(at));
    return element("li", {}, ...line, element("small", {}, [suggestion.kind, suggestion.source, suggestion.date].filter(Boolean).join(" · ")));
  }

  choose(index) {
    this.chosen = index;
    this.options.forEach((option, place) => option.ariaSelected = String(place === index));
    if (index < 0)
      this.input.removeAttribute("aria-activedescendant");
    else
      this.input.setAttribute("aria-activedescendant", this.options[index].id);
    this.options[index]?.scrollIntoView({ block: "nearest" });
  }

  stop() {
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  close() {
    this.stop();
    this.show(null);
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.list.hidden) {
      this.typed();
    } else if (step) {
      event.preventDefault();
      // One place more than there are options: the one with nothing chosen.
      const places = this.options.length + 1;
      this.choose((this.chosen + 1 + step + places) % places - 1);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      this.open(this.options[this.chosen]);
    }
  }

  open(option) {
    if (option)
      location.assign(option.dataset.url);
  }
}

for (const form of document.querySelectorAll("form[data-search]"))
  form.suggestions ??= new Suggestions(form);

for (const type of ["click", "auxclick"]) {
  document.addEventListener(type, event => {
    const item = event.button < 2 && event.target.closest("h3 a")?.closest("[data-item]");
    const list = item && item.closest("[data-clicked]");
    if (list)
      navigator.sendBeacon(list.dataset.clicked, new URLSearchParams({ q: list.dataset.query, item: item.dataset.item, position: item.dataset.position }));
  });
}
