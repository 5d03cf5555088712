// Keeps what is being written: hands it to the desk every few seconds, and while the desk can't be reached keeps what was changed in the
// browser, until the desk has it.
import { clean } from "./formatted.js";

const prefix = "portal-writing:";
const pause = 2000;      // After a change, in milliseconds.
const longest = 6000;    // While somebody types on and on.
const patience = 10_000; // After the desk could not keep it.
const silence = 6000;    // Without an answer of the desk, before that is said.
const redraw = 10_000;   // For how long a form that is drawn anew is waited for.
const maxLength = 1_000_000;
const maxCopies = 20;
const days = 30;

const plain = "input[id]:not([type=search], [type=file], [type=password], [type=hidden]), textarea[id], select[id]";
const formatted = ".rz-html-editor-content";

// The first form after the page was loaded anew is the one that stood there before.
let isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";

export function openForm(form, desk, options) {
  return new Writing(document.getElementById(form), desk, options);
}

// Draws a frame anew where its reader was.
export function refresh(frame, address) {
  const page = frame.contentWindow;
  const top = page.scrollY;
  frame.addEventListener("load", () => page.scrollTo(0, top), { once: true });
  page.location.replace(address);
}

class Writing {
  constructor(root, desk, options) {
    this.root = root;
    this.desk = desk;
    this.touched = new Map();
    this.committed = new WeakMap();
    this.told = new WeakMap();
    this.changes = 0;
    this.stop = new AbortController();
    const { signal } = this.stop;
    for (const kind of ["input", "change"]) root.addEventListener(kind, event => this.note(event.target, kind), { signal });
    root.addEventListener("focusin", event => this.focused = event.target.closest(formatted) ?? event.target, { signal });
    document.addEventListener("selectionchange", () => this.caret = this.focused?.matches(formatted) && this.focused.contains(getSelection().focusNode) ? { node: getSelection().focusNode, offset: getSelection().focusOffset } : this.caret, { signal });
    addEventListener("pagehide", () => this.unkept && this.store(), { signal });
    document.addEventListener("visibilitychange", () => document.hidden && this.unkept && this.flush(), { signal });
    addEventListener("beforeunload", event => this.leaving && event.stopImmediatePropagation(), { capture: true, signal });
    this.notice = document.getElementById("components-reconnect-modal");
    this.watch = new MutationObserver(() => this.connection());
    if (this.notice) this.watch.observe(this.notice, { attributes: true, attributeFilter: ["class"] });
    this.reset(options);
    prune();
  }

  // The form shows something else: what was loaded or restored.
  reset(options) {
    this.carrying?.disconnect();
    this.stand(options);
    this.touched.clear();
    this.unkept = false;
  }

  // The form stays as it is and stands on another version: what was saved. Parts of it may be drawn anew under the hands of whoever types on.
  rebase(options) {
    this.stand(options);
    this.carry(new Map(this.touched));
    if (this.unkept) this.later();
  }

  stand({ start, name, form, item, base, isUnsaved }) {
    const key = prefix + start + name + form;
    if (this.key && (this.key !== key || !isUnsaved)) localStorage.removeItem(this.key);
    Object.assign(this, { key, start: prefix + start, form, item, base, isUnsaved });
    try {
      // After the page was loaded anew, its own text comes before that of another tab.
      this.before ??= sessionStorage.getItem(prefix);
      sessionStorage.setItem(prefix, form);
    } catch {
      // Then the newest comes first.
    }
  }

  // What this browser holds of the item that the desk never got: this tab's own, else the newest.
  found() {
    const all = newest(this.start);
    const name = all.find(one => this.before && one.endsWith(":" + this.before)) ?? all[0];
    const copy = name && read(name);
    const isOwn = isReload && !!this.before && !!name?.endsWith(":" + this.before) && !this.root.contains(document.activeElement);
    isReload = false;
    return copy ? { name, at: copy.at, item: copy.item, base: copy.base, form: copy.form, isOwn } : null;
  }

  // What was typed while the desk saved and the new form was on its way is not in it: it goes there as well, and so does the cursor.
  carry(touched) {
    const focused = this.focused;
    if (focused) touched.set(nameOf(focused), focused);
    const ends = setTimeout(() => observer.disconnect(), redraw);
    this.carrying?.disconnect();
    const observer = this.carrying = new MutationObserver(async () => {
      const gone = [...touched].filter(([name, element]) => name && !element.isConnected);
      if (gone.length === 0) return;
      clearTimeout(ends);
      observer.disconnect();
      const caret = focused?.matches(formatted) && this.caret && focused.contains(this.caret.node) ? lengthBefore(focused, this.caret) : null;
      for (const [name, element] of gone) {
        const place = await this.place(name);
        if (!place || this.touched.has(name)) continue;
        if (place.matches(formatted) ? element.matches(formatted) && textOf(clean(element.innerHTML)) !== textOf(place.innerHTML) : "value" in element && this.told.has(element) && this.told.get(element) !== element.value)
          this.write(place, element.matches(formatted) ? element.innerHTML : element.value);
        if (element !== focused || (document.activeElement !== document.body && document.activeElement !== null && !document.activeElement.contains(place))) continue;
        place.focus({ preventScroll: true });
        if (place.matches(formatted)) putCaret(place, caret);
        else if (focused.selectionStart != null) place.setSelectionRange(focused.selectionStart, focused.selectionStart);
      }
    });
    observer.observe(this.root, { childList: true, subtree: true });
  }

  write(element, value) {
    if (element.matches(formatted)) element.innerHTML = clean(value);
    else if (typeof value === "boolean") element.checked = value;
    else element.value = value;
    for (const kind of element.matches(formatted) ? ["input"] : ["input", "change"]) element.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  // The editor of formatted text may set its own text once more when it stands: what comes back is written until it stays.
  async bring(id, element, value) {
    this.write(element, value);
    if (!element.matches(formatted)) return;
    const wanted = element.innerHTML;
    for (let calm = 0, tries = 0; calm < 15 && tries < 100; calm++, tries++) {
      await new Promise(resolve => setTimeout(resolve, 100));
      if (element.contains(document.activeElement)) return;
      if (element.isConnected && element.innerHTML === wanted) continue;
      if (!element.isConnected) element = await this.place(id) ?? element;
      this.write(element, wanted);
      calm = 0;
    }
  }

  // Writes it into the form, as if it were typed anew. Says what has no place there any more.
  async replay(name) {
    const copy = read(name);
    const homeless = [];
    for (const [id, value] of Object.entries(copy?.fields ?? {})) {
      const element = await this.place(id);
      const text = typeof value?.markdown === "string" ? value.markdown : value;
      if (!element) homeless.push(typeof text === "string" ? text.slice(0, 100_000) : String(text));
      // What was written in Markdown comes back into a form that shows it formatted.
      else await this.bring(id, element, text !== value && element.matches(formatted) ? await this.desk.invokeMethodAsync("FromMarkdown", text) : text);
    }
    localStorage.removeItem(name);
    await this.flush();
    return homeless;
  }

  drop(name) {
    localStorage.removeItem(name ?? this.key);
  }

  // Something changed that was not typed: a picture was chosen, a term was added.
  nudge() {
    this.later();
  }

  close() {
    if (this.unkept) this.store();
    clearTimeout(this.timer);
    clearInterval(this.trying);
    this.watch.disconnect();
    this.carrying?.disconnect();
    this.stop.abort();
  }

  note(target, kind) {
    if (!(target instanceof Element)) return;
    const element = target.closest(formatted) ?? (target.matches(plain) ? target : null);
    // Of a plain field the desk hears when it is left.
    if (element && kind === "change") this.told.set(element, element.value);
    else if (element && !this.told.has(element)) this.told.set(element, undefined);
    if (this.own) return;
    if (element) this.touched.set(nameOf(element), element);
    this.later();
  }

  later(wait = pause) {
    this.changes++;
    this.isUnsaved = true;
    this.unkept = true;
    this.since ??= Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), this.lost ? 300 : wait > pause ? wait : Math.max(0, Math.min(wait, this.since + longest - Date.now())));
  }

  async flush() {
    clearTimeout(this.timer);
    this.since = undefined;
    if (this.lost) return void this.store();
    const whole = this.commit();
    const changes = this.changes;
    // A browser that dies before the desk answers has it all the same.
    this.store();
    const silent = setTimeout(() => this.silent(true), silence);
    try {
      // Messages keep their order: what was typed before is with the desk when this comes.
      const kept = await this.desk.invokeMethodAsync("KeepAsync");
      if (kept && whole && changes === this.changes) {
        this.unkept = false;
        this.isUnsaved = kept !== "saved";
        this.touched.clear();
        localStorage.removeItem(this.key);
      } else if (!kept || !whole) this.later(kept ? pause : patience);
    } catch {
      if (!this.stop.signal.aborted) this.store();
    } finally {
      clearTimeout(silent);
      this.silent(false);
    }
  }

  // The line is as good as gone long before the browser gives it up.
  silent(isSilent) {
    const said = document.querySelector(".desk-writing-silent");
    if (said) said.hidden = !isSilent || this.lost;
  }

  // Plain fields tell the desk when they are left; what still stands under the cursor is told as well. False where some of it must wait.
  commit() {
    let whole = true;
    for (const element of this.touched.values()) {
      if (element.matches(formatted) || element.matches("select, [type=checkbox], [type=radio]") || this.committed.get(element) === element.value) continue;
      // The desk cuts blanks off at the ends of some fields, also under the cursor.
      if (element === document.activeElement && (element.matches("[data-tidied]") || (element.matches("input") && element.value !== element.value.trim()))) {
        whole = false;
        continue;
      }
      this.committed.set(element, element.value);
      this.tell(element, "change");
    }
    return whole;
  }

  tell(element, kind) {
    this.own = true;
    element.dispatchEvent(new Event(kind, { bubbles: true }));
    this.own = false;
  }

  store() {
    const fields = {};
    for (const [name, element] of this.touched)
      fields[name] = element.matches(formatted) ? element.innerHTML : element.matches("[type=checkbox], [type=radio]") ? element.checked : element.matches("[data-markdown]") ? { markdown: element.value } : element.value;
    const text = JSON.stringify({ at: Date.now(), item: this.item, base: this.base, form: this.form, fields });
    // The desk has everything; where the page is loaded anew, this brings the text back into the form.
    if (this.touched.size === 0 && !this.leaving) return true;
    if (text.length > maxLength) return false;
    try {
      localStorage.setItem(this.key, text);
      return true;
    } catch {
      return false;
    }
  }

  connection() {
    const state = this.notice.className;
    const lost = /components-reconnect-(show|retrying|failed|rejected|resume-failed|paused)/.test(state);
    if (lost && !this.lost) {
      this.lost = true;
      this.silent(false);
      // What was on its way may never have arrived.
      this.committed = new WeakMap();
    } else if (!lost && this.lost) {
      this.lost = false;
      clearInterval(this.trying);
      this.trying = undefined;
      for (const element of this.touched.values()) if (element.matches(formatted)) this.tell(element, "input");
      if (this.unkept) this.flush();
    }
    if (!lost) return;
    const safe = !this.unkept || this.store();
    this.notice.toggleAttribute("data-kept", safe);
    if (!safe) return;
    if (/-(rejected|resume-failed)/.test(state)) this.reload();
    else if (/-failed/.test(state)) this.trying ??= setInterval(() => this.again(), 5000);
  }

  async again() {
    try {
      if (!(await fetch("/health/live", { cache: "no-store" })).ok) return;
    } catch {
      return;
    }
    this.reload();
  }

  // Everything is kept: nobody need be asked.
  reload() {
    this.leaving = true;
    if (this.isUnsaved && !this.store()) return void (this.leaving = false);
    location.reload();
  }

  async place(id) {
    const field = this.root.querySelector(`[id="${CSS.escape(id)}"]`);
    const isFormatted = field?.querySelector(formatted);
    if (!isFormatted) return field?.matches(plain) ? field : null;
    // Until the editor stands, nobody would hear what is written into it. Where it never comes, the text is shown beside the form.
    // Its text comes a moment after it, and would take the place of what is written before.
    const stands = () => isFormatted.inputListener && isFormatted.innerHTML && !isFormatted.closest("[inert]");
    for (let tries = 0; tries < 300 && !stands(); tries++) await new Promise(resolve => setTimeout(resolve, 100));
    return stands() ? isFormatted : null;
  }
}

function nameOf(element) {
  return element.id || element.closest(".desk-field[id]")?.id || "";
}

function read(name) {
  try {
    const copy = JSON.parse(localStorage.getItem(name));
    return typeof copy?.fields === "object" && copy.fields ? copy : null;
  } catch {
    return null;
  }
}

function names() {
  return Object.keys(localStorage).filter(name => name.startsWith(prefix));
}

function newest(start) {
  return names().filter(name => name.startsWith(start) && read(name)).sort((left, right) => read(right).at - read(left).at);
}

function textOf(html) {
  return new DOMParser().parseFromString(html, "text/html").body.textContent.replace(/\s+/g, " ").trim();
}

// How many letters of the element stand before the place.
function lengthBefore(element, { node, offset }) {
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

function putCaret(element, length) {
  if (length === null) return;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = length;
  let node;
  while ((node = walker.nextNode()) && left > node.data.length) left -= node.data.length;
  if (node) getSelection().collapse(node, left);
}

function prune() {
  const oldest = Date.now() - days * 86_400_000;
  const all = names().sort((left, right) => (read(right)?.at ?? 0) - (read(left)?.at ?? 0));
  all.forEach((name, place) => { if (place >= maxCopies || (read(name)?.at ?? 0) < oldest) localStorage.removeItem(name); });
}
