// The list of the news desk. Keys and clicks act here at once; the server follows. The list lives in the browser alone: the server
// sends pages of it and keeps none, and only the blocks near the window have elements.
const keys = {
  j: "next", ArrowDown: "next", k: "previous", ArrowUp: "previous", Home: "first", End: "last", PageDown: "pageDown", PageUp: "pageUp",
  o: "open", Enter: "open", e: "edit", p: "publish", f: "feature", d: "digest", x: "hide", s: "story", t: "split", a: "article", v: "original", u: "undo",
  " ": "mark", "/": "search", "?": "help", Escape: "clear",
};
// What shows an item to visitors; NewsVerbs says the same to the server.
const shows = new Set(["publish", "feature", "digest"]);
const onItems = new Set([...shows, "hide", "split"]);
// What the server does; nothing of it is taken while it can't be reached, so that nobody believes it done.
const asks = new Set([...onItems, "edit", "article", "story", "undo"]);
const near = "1500px 0px";
// So many lines are drawn at a time: few enough that a wheel runs on smoothly.
const inBlock = 25;
const followAfter = 90;

export function attach(root, desk, words, state) {
  return new NewsList(root, desk, words, state);
}

class NewsList {
  constructor(root, desk, words, state) {
    Object.assign(this, { root, desk, words, state });
    this.box = root.querySelector("[role=listbox]");
    this.text = root.querySelector(".news-text");
    this.live = root.querySelector(".news-live");
    this.bulk = root.querySelector(".news-bulk");
    this.empty = root.querySelector(".news-empty");
    this.end = document.createElement("div");
    this.end.className = "news-end";
    this.end.setAttribute("role", "presentation");
    this.away = new AbortController();
    const { signal } = this.away;
    document.addEventListener("keydown", event => this.key(event), { signal });
    document.addEventListener("focusin", event => { if (isField(event.target)) this.opening = false; }, { signal });
    root.addEventListener("click", event => this.click(event), { signal });
    this.names = {};
    this.keysBox = root.querySelector("[data-keys]");
    this.keysOn = localStorage.getItem("news-keys") !== "off";
    if (this.keysBox) {
      this.keysBox.checked = this.keysOn;
      this.keysBox.addEventListener("change", () => {
        this.keysOn = this.keysBox.checked;
        localStorage.setItem("news-keys", this.keysOn ? "on" : "off");
      }, { signal });
    }
    this.notice = document.getElementById("components-reconnect-modal");
    this.line = new MutationObserver(() => this.connection());
    if (this.notice) this.line.observe(this.notice, { attributes: true, attributeFilter: ["class"] });
    this.windows = new IntersectionObserver(seen => seen.forEach(one => one.isIntersecting ? this.draw(one.target.block) : this.clear(one.target.block, one.boundingClientRect.height)), { root: this.box, rootMargin: near });
    this.ends = new IntersectionObserver(seen => { this.atEnd = seen.at(-1).isIntersecting; if (this.atEnd) this.more(); }, { root: this.box, rootMargin: near });
    this.reset();
  }

  dispose() {
    this.away.abort();
    this.line.disconnect();
    this.windows.disconnect();
    this.ends.disconnect();
    clearTimeout(this.follow);
  }

  // What was done when the connection broke may never have arrived: once it is back the list is read anew, and shows how things stand.
  connection() {
    const lost = /components-reconnect-(show|retrying|failed|rejected|resume-failed|paused)/.test(this.notice.className);
    if (this.lost && !lost) this.reload(this.state, true);
    this.lost = lost;
  }

  reset() {
    this.turn = (this.turn ?? 0) + 1;
    this.windows.disconnect();
    this.ends.disconnect();
    [this.lines, this.byId, this.marked, this.next, this.loading, this.total] = [[], new Map(), new Set(), null, false, -1];
    this.box.replaceChildren(this.end);
    this.box.removeAttribute("aria-activedescendant");
    this.more(true);
  }

  // Reads the list anew, for another filter or to show what came in; what is being read stays chosen where it is still there.
  reload(state, keep) {
    this.state = state;
    this.wanted = keep ? this.current?.id : null;
    this.current = null;
    this.reset();
    this.showMarks();
  }

  async more(first) {
    if (this.loading || (!first && !this.next)) return;
    this.loading = true;
    this.end.textContent = this.words.loading;
    const turn = this.turn;
    this.box.setAttribute("aria-busy", "true");
    try {
      const page = await this.desk.invokeMethodAsync("PageAsync", first ? null : this.next);
      if (turn !== this.turn) return;
      this.next = page.next;
      if (page.total >= 0) this.total = page.total;
      this.add(page.lines.filter(line => !this.byId.has(line.id)));
    } finally {
      if (turn === this.turn) {
        this.loading = false;
        this.end.textContent = "";
        this.box.removeAttribute("aria-busy");
      }
    }
    this.settle();
    if (first) this.ends.observe(this.end);
    // A page may bring nothing new, or less than the window shows.
    else if (this.atEnd && this.next) requestAnimationFrame(() => this.more());
  }

  // Items of one story stay in one block.
  add(lines) {
    for (let at = 0; at < lines.length;) {
      let to = Math.min(at + inBlock, lines.length);
      while (to < lines.length && lines[to].story && lines[to].story === lines[to - 1].story) to++;
      this.addBlock(lines.slice(at, to));
      at = to;
    }
  }

  addBlock(lines) {
    const block = { lines, element: document.createElement("div"), drawn: false };
    block.element.block = block;
    block.element.className = "news-block";
    block.element.setAttribute("role", "presentation");
    for (const line of lines) {
      line.others = this.names[line.id] ?? null;
      line.place = this.lines.length;
      line.block = block;
      this.lines.push(line);
      this.byId.set(line.id, line);
    }
    this.end.before(block.element);
    // It is drawn when it comes near; as high as others until then.
    if (this.lineHeight) block.element.style.minHeight = `${Math.round(this.lineHeight * lines.length)}px`;
    else this.draw(block);
    this.windows.observe(block.element);
  }

  // Something is always chosen while the list has anything.
  settle() {
    const any = this.lines.some(line => !line.gone);
    this.empty.hidden = any || !!this.next;
    this.box.hidden = !this.empty.hidden;
    if (!any && this.next) this.more();
    if (this.current && !this.current.gone) return;
    const wanted = this.byId.get(this.wanted);
    this.choose(wanted && !wanted.gone ? wanted : this.lines.find(line => !line.gone) ?? null, { quiet: true });
  }

  draw(block) {
    if (block.drawn) return;
    block.drawn = true;
    const parts = [];
    for (let at = 0; at < block.lines.length;) {
      const line = block.lines[at];
      let to = at + 1;
      while (line.story && to < block.lines.length && block.lines[to].story === line.story) to++;
      const options = block.lines.slice(at, to).map(one => this.option(one));
      parts.push(...(to - at > 1 || line.storyShown > 0 ? [this.group(line, options, to - at)] : options));
      at = to;
    }
    block.element.style.minHeight = "";
    block.element.replaceChildren(...parts);
  }

  // The observer knows the height; to ask the element for it would have the whole list laid out between two drawings.
  clear(block, height = block.element.offsetHeight) {
    if (!block.drawn || block.lines.includes(this.current)) return;
    this.lineHeight = height / block.lines.length || this.lineHeight;
    block.element.style.minHeight = `${height}px`;
    block.element.replaceChildren();
    block.drawn = false;
  }

  group(line, options, count) {
    const group = document.createElement("div");
    const title = line.storyTitle ?? line.title;
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", `${this.words.story} ${title}`);
    group.className = "news-story";
    const head = part("news-story-head");
    head.append(part("news-story-title", title), part("news-story-facts", [count > 1 ? fill(this.words.together, count) : "", line.storyShown > 0 ? fill(this.words.shown, line.storyShown) : ""].filter(Boolean).join(" · ")));
    head.setAttribute("aria-hidden", "true");
    group.append(head, ...options);
    group.hidden = options.every(option => option.hidden);
    return group;
  }

  option(line) {
    const option = document.createElement("div");
    option.id = `news-${line.id}`;
    option.className = "news-line";
    option.setAttribute("role", "option");
    option.dataset.id = line.id;
    const mark = part("news-mark");
    mark.setAttribute("aria-hidden", "true");
    const title = part("news-title", line.title);
    if (line.language) title.lang = line.language;
    const facts = part("news-facts", [line.source, line.when].filter(Boolean).join(" · "));
    if (line.best) facts.append(part("news-badge", this.words.best));
    if (line.pinned) facts.append(part("news-badge", this.words.pinned));
    if (line.said) facts.append(part("news-badge news-said", line.said));
    if (line.others) facts.append(part("news-badge news-other", line.others));
    option.append(mark, title, facts);
    line.option = option;
    this.dress(line);
    return option;
  }

  dress(line) {
    const { option } = line;
    if (!option) return;
    option.hidden = !!line.gone;
    option.setAttribute("aria-selected", this.marked.has(line.id) ? "true" : "false");
    option.setAttribute("aria-posinset", line.place + 1);
    option.setAttribute("aria-setsize", this.next ? Math.max(this.total, -1) : this.lines.length);
    option.classList.toggle("news-current", line === this.current);
    option.classList.toggle("news-done", !!line.said);
    const group = option.closest(".news-story");
    if (group) group.hidden = [...group.querySelectorAll("[role=option]")].every(one => one.hidden);
  }

  redraw(line) {
    if (!line.block.drawn) return;
    const old = line.option;
    old.replaceWith(this.option(line));
  }

  choose(line, { quiet = false } = {}) {
    const before = this.current;
    this.current = line;
    if (before) this.dress(before);
    if (line) {
      this.draw(line.block);
      this.dress(line);
      this.box.setAttribute("aria-activedescendant", line.option.id);
      line.option.scrollIntoView({ block: "nearest" });
      if (line.place > this.lines.length - 20) this.more();
    } else {
      this.box.removeAttribute("aria-activedescendant");
    }
    if (before && before !== line && !before.block.lines.includes(line) && !isNear(before.block.element, this.box)) this.clear(before.block);
    this.text.setAttribute("aria-busy", "true");
    clearTimeout(this.follow);
    // Who runs through the list asks for the text where he stops.
    this.follow = setTimeout(async () => {
      await this.desk.invokeMethodAsync("SelectAsync", line?.id ?? null);
      if (this.current === line) {
        this.text.removeAttribute("aria-busy");
        this.text.scrollTop = 0;
      }
    }, quiet ? 0 : followAfter);
  }

  step(by) {
    let at = this.current ? this.current.place : -1;
    let found = this.current;
    for (let left = Math.abs(by); left > 0;) {
      at += Math.sign(by);
      const line = this.lines[at];
      if (!line) break;
      if (line.gone) continue;
      found = line;
      left--;
    }
    if (found && found !== this.current) this.choose(found);
    else if (by > 0 && this.next) this.more();
    else this.say(by > 0 ? this.words.atEnd : this.words.atStart);
  }

  key(event) {
    if (this.saves(event)) return;
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || document.querySelector("dialog[open], .rz-dialog")) return;
    const { target } = event;
    if (isField(target)) {
      if (event.key === "Escape" && this.text.contains(target)) { event.preventDefault(); this.act("cancelEdit"); }
      return;
    }
    // What is typed while the form opens belongs into the form, not to the list, however long that takes.
    if (this.opening) { event.preventDefault(); return; }
    const verb = event.shiftKey && /^(J|ArrowDown)$/.test(event.key) ? "extendNext" : event.shiftKey && /^(K|ArrowUp)$/.test(event.key) ? "extendPrevious" : keys[event.key];
    if (!verb) return;
    const inList = target === this.box || this.box.contains(target);
    const letter = event.key.length === 1 && event.key !== " ";
    // Arrows and blanks are the list's own where nothing else has a use for them: not on buttons, nor in the text, which they scroll.
    const free = inList || !(this.text.contains(target) || target.closest("a, button, summary"));
    if (letter ? !this.keysOn && !inList : !free) return;
    if (event.key === "Enter" && !inList) return;
    event.preventDefault();
    if (event.repeat && !/next|previous|page/i.test(verb)) return;
    this.act(verb);
  }

  // A headline has one line: Enter saves it. In the other fields Ctrl or Cmd with Enter does.
  saves(event) {
    const { target } = event;
    if (event.key !== "Enter" || event.isComposing || event.shiftKey || !target.closest?.(".news-edit") || !target.matches("textarea, input")) return false;
    if (target.id !== "news-title" && !event.ctrlKey && !event.metaKey) return false;
    event.preventDefault();
    const { form } = target;
    // What stands under the cursor is told when the field is left.
    target.blur();
    form.requestSubmit();
    return true;
  }

  click(event) {
    const close = event.target.closest("[data-close]");
    if (close) { close.closest("dialog").close(); return; }
    const button = event.target.closest("[data-act]");
    if (button && !button.disabled) { this.act(button.dataset.act, { byButton: true }); return; }
    const option = event.target.closest("[role=option]");
    const line = option && this.byId.get(option.dataset.id);
    if (!line) return;
    if (event.shiftKey && this.current) this.markRange(this.current, line);
    else if (event.target.closest(".news-mark") || event.ctrlKey || event.metaKey) this.mark(line);
    else {
      this.choose(line);
      this.root.dataset.pane = "text";
      return;
    }
    this.choose(line);
  }

  act(verb, { byButton = false } = {}) {
    const line = this.current;
    if (this.lost && asks.has(verb)) return this.say(this.words.lost);
    switch (verb) {
      case "next": return this.step(1);
      case "previous": return this.step(-1);
      case "first": return this.choose(this.lines.find(one => !one.gone) ?? null);
      case "last": return this.choose(this.lines.findLast(one => !one.gone) ?? null);
      case "pageDown": return this.step(10);
      case "pageUp": return this.step(-10);
      case "extendNext":
      case "extendPrevious":
        if (line) this.mark(line, true);
        this.step(verb === "extendNext" ? 1 : -1);
        if (this.current) this.mark(this.current, true);
        return;
      case "mark": return line && this.mark(line);
      case "markAll": for (const one of this.lines) if (!one.gone) this.marked.add(one.id); this.lines.forEach(one => this.dress(one)); return this.showMarks();
      case "clear": this.marked.clear(); this.lines.forEach(one => this.dress(one)); return this.showMarks();
      case "search": return this.root.ownerDocument.getElementById("news-search")?.focus();
      case "help": return this.root.querySelector("#news-help").showModal();
      case "open":
        if (!line) return;
        this.root.dataset.pane = "text";
        return this.text.focus();
      case "back":
        delete this.root.dataset.pane;
        this.box.focus();
        return line?.option.scrollIntoView({ block: "nearest" });
      case "original": return line && this.original(line);
      case "edit":
        if (!line) return;
        this.root.dataset.pane = "text";
        return this.edit(line);
      case "cancelEdit": this.opening = false; this.box.focus(); return this.desk.invokeMethodAsync("CancelEditAsync");
      case "article": return line && this.desk.invokeMethodAsync("ArticleAsync", line.id);
      case "undo": return this.undo();
      case "story": {
        const ids = this.chosen();
        if (!ids.length) return;
        this.root.querySelector("#news-merge").showModal();
        return this.desk.invokeMethodAsync("StoryAsync", ids);
      }
    }
    if (onItems.has(verb)) this.change(verb, byButton);
  }

  original(line) {
    const link = this.text.querySelector(`[data-original="${CSS.escape(line.id)}"]`);
    if (link) link.click();
  }

  chosen() {
    return this.marked.size ? [...this.marked] : this.current ? [this.current.id] : [];
  }

  // Whether a line leaves this list by what is done to it.
  leaves(verb) {
    return verb === "hide" ? this.state !== "hidden" : shows.has(verb) ? this.state !== "published" : false;
  }

  async change(verb, byButton) {
    const ids = this.chosen();
    if (!ids.length) return;
    const lines = ids.map(id => this.byId.get(id)).filter(Boolean);
    const bulk = this.marked.size > 0;
    this.marked.clear();
    this.showMarks();
    if (this.leaves(verb)) {
      // The next one below is read next; at the end of the list the one above.
      const from = this.current?.place ?? 0;
      lines.forEach(line => { line.gone = true; });
      const after = this.lines.find(line => line.place > from && !line.gone) ?? this.lines.findLast(line => line.place <= from && !line.gone) ?? null;
      lines.forEach(line => this.dress(line));
      if (this.current?.gone) this.choose(after);
      this.settle();
      if (byButton && !this.text.querySelector("[data-act]")) this.box.focus();
    } else {
      lines.forEach(line => this.dress(line));
    }
    if (!bulk) this.say(`${this.words.done[verb] ?? ""} ${lines[0]?.title ?? ""}`);
    const answer = await this.desk.invokeMethodAsync("ActAsync", verb, ids);
    this.restore(answer.left);
    if (verb === "feature" && this.state === "published") answer.done.forEach(id => { const line = this.byId.get(id); if (line) { line.pinned = answer.on; this.redraw(line); } });
    if (verb === "split" && answer.done.length) this.reload(this.state, true);
  }

  async edit(line) {
    this.opening = true;
    try {
      const stands = await this.desk.invokeMethodAsync("EditAsync", line.id);
      const title = stands && this.text.querySelector("#news-title");
      // A form that stood already does not take the focus by itself.
      if (title && !isField(document.activeElement)) title.focus();
      this.opening = stands && !title;
    } catch (error) {
      this.opening = false;
      throw error;
    }
  }

  async undo() {
    const ids = await this.desk.invokeMethodAsync("UndoAsync");
    if (ids) this.undone(ids);
  }

  // What was undone stands in the list again, at its place, and is chosen.
  undone(ids) {
    const known = ids.map(id => this.byId.get(id)).filter(Boolean);
    if (!known.length || known.some(line => !line.gone)) {
      if (ids.length) { this.wanted = ids[0]; this.current = null; this.reset(); }
      return;
    }
    this.restore(ids);
    this.choose(known[0]);
  }

  restore(ids) {
    for (const id of ids) {
      const line = this.byId.get(id);
      if (!line) continue;
      line.gone = false;
      line.said = null;
      this.redraw(line);
    }
    if (ids.length) this.settle();
  }

  // What others did stands at the line; nothing moves under the eyes of who reads.
  changed(changes) {
    for (const { id, said, title } of changes) {
      const line = this.byId.get(id);
      if (!line || line.gone) continue;
      line.said = said;
      if (title) line.title = title;
      this.redraw(line);
    }
  }

  // Also of those that come later.
  others(names) {
    this.names = names;
    for (const line of this.lines) {
      const now = names[line.id] ?? null;
      if ((line.others ?? null) === now) continue;
      line.others = now;
      this.redraw(line);
    }
  }

  edited(id) {
    this.opening = false;
    this.box.focus();
    const line = this.byId.get(id);
    if (line) this.redraw(line);
  }

  gone(id) {
    const line = this.byId.get(id);
    if (!line) return;
    const from = line.place;
    line.gone = true;
    this.dress(line);
    if (line === this.current) this.choose(this.lines.find(one => one.place > from && !one.gone) ?? this.lines.findLast(one => one.place <= from && !one.gone) ?? null);
    this.settle();
  }

  close(id) {
    this.root.querySelector(`#${id}`).close();
    this.box.focus();
  }

  mark(line, on = !this.marked.has(line.id)) {
    if (on) this.marked.add(line.id); else this.marked.delete(line.id);
    this.dress(line);
    this.showMarks();
    this.say(`${on ? this.words.marked : this.words.unmarked} ${line.title}`);
  }

  markRange(from, to) {
    const [first, last] = from.place < to.place ? [from.place, to.place] : [to.place, from.place];
    for (const line of this.lines.slice(first, last + 1)) if (!line.gone) { this.marked.add(line.id); this.dress(line); }
    this.showMarks();
  }

  showMarks() {
    this.bulk.hidden = this.marked.size === 0;
    this.bulk.querySelector("[data-count]").textContent = fill(this.words.count, this.marked.size);
  }

  say(words) {
    this.live.textContent = words;
  }
}

function part(name, text) {
  const element = document.createElement("span");
  element.className = name;
  if (text !== undefined) element.textContent = text;
  return element;
}

function fill(words, number) {
  return words.replace("{0}", number);
}

function isField(element) {
  return element instanceof Element && (element.isContentEditable || !!element.closest("textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=button])"));
}

function isNear(element, box) {
  const [here, there] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
  return here.bottom > there.top - 1500 && here.top < there.bottom + 1500;
}
