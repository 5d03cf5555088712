// Suggests titles while somebody types in a search box (ARIA combobox with a list). The form works without it.

const delay = 120;
let count = 0;

class Suggestions {
  constructor(form) {
    this.input = form.querySelector("input[type=search]");
    this.url = new URL(form.action);
    this.url.pathname += "/suggest";
    this.list = document.createElement("ul");
    this.list.id = `suggestions-${++count}`;
    this.list.className = "suggestions";
    this.list.role = "listbox";
    this.list.setAttribute("aria-label", this.input.getAttribute("aria-label"));
    this.list.hidden = true;
    this.input.parentElement.after(this.list);
    this.input.role = "combobox";
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", this.list.id);
    this.chosen = -1;
    this.close();

    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", event => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    // The input keeps the focus, so that a click is not lost to its blur.
    this.list.addEventListener("mousedown", event => event.preventDefault());
    this.list.addEventListener("click", event => this.open(event.target.closest("[role=option]")));
  }

  typed() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const words = this.input.value.trim();
    if (words.length < 2)
      this.close();
    else
      this.timer = setTimeout(() => this.ask(words), delay);
  }

  async ask(words) {
    this.asking = new AbortController();
    try {
      this.url.search = new URLSearchParams({ q: words });
      const response = await fetch(this.url, { signal: this.asking.signal });
      if (response.ok)
        this.show(await response.json());
    } catch {
      // Replaced by a newer question, or no connection: the box stays a plain box.
    }
  }

  show(found) {
    this.chosen = -1;
    this.list.replaceChildren(...found.map((suggestion, index) => {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${index}`;
      option.role = "option";
      option.setAttribute("aria-selected", "false");
      option.textContent = suggestion.title;
      option.dataset.url = suggestion.url;
      return option;
    }));
    this.list.hidden = found.length === 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.show([]);
  }

  key(event) {
    const options = [...this.list.children];
    if (event.key === "Escape" && options.length > 0) {
      event.preventDefault();
      this.close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length > 0) {
      event.preventDefault();
      // One place more than there are options: the one with nothing chosen.
      const places = options.length + 1;
      this.chosen = (this.chosen + 1 + (event.key === "ArrowDown" ? 1 : -1) + places) % places - 1;
      options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.chosen)));
      if (this.chosen < 0)
        this.input.removeAttribute("aria-activedescendant");
      else
        this.input.setAttribute("aria-activedescendant", options[this.chosen].id);
      options[this.chosen]?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && this.chosen >= 0) {
      event.preventDefault();
      this.open(options[this.chosen]);
    }
  }

  open(option) {
    if (option)
      location.assign(option.dataset.url);
  }
}

for (const form of document.querySelectorAll("form[data-search]"))
  form.suggestions ??= new Suggestions(form);
