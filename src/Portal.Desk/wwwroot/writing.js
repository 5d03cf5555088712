// Keeps what is being written: hands it to the desk every few seconds, and while the desk can't be reached keeps what was changed in the
// browser, until the desk has it.
import { clean } from "./formatted.js";

const prefix = "portal-writing:";
const pause = 2000;      // After a change, in milliseconds.
const longest = 6000;    // While somebody types on and on.
const patience = 10_000; // After the desk could not keep it.
const maxLength = 1_000_000;
const maxCopies = 20;
const days = 30;

const plain = "input[id]:not([type=search], [type=file], [type=password], [type=hidden]), textarea[id], select[id]";
const formatted = ".rz-html-editor-content";

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
    this.changes = 0;
    this.stop = new AbortController();
    const { signal } = this.stop;
    for (const kind of ["input", "change"]) root.addEventListener(kind, event => this.note(event.target), { signal });
    addEventListener("pagehide", () => this.unkept && this.store(), { signal });
    document.addEventListener("visibilitychange", () => document.hidden && this.unkept && this.flush(), { signal });
    addEventListener("beforeunload", event => this.leaving && event.stopImmediatePropagation(), { capture: true, signal });
    this.notice = document.getElementById("components-reconnect-modal");
    this.watch = new MutationObserver(() => this.connection());
    if (this.notice) this.watch.observe(this.notice, { attributes: true, attributeFilter: ["class"] });
    this.reset(options);
    prune();
  }

  // The form shows something else: what was loaded, saved or restored.
  reset({ key, start, item, base, isUnsaved }) {
    Object.assign(this, { key: prefix + key, start: start && prefix + start, item, base, isUnsaved });
    this.touched.clear();
    this.unkept = false;
  }

  // What this browser holds of the item that the desk never got; of new items the newest.
  found() {
    const name = this.start ? newest(this.start) : this.key;
    const copy = name && read(name);
    return copy ? { name, at: copy.at, item: copy.item, base: copy.base } : null;
  }

  // Writes it into the form, as if it were typed anew. Says what has no place there any more.
  async replay(name) {
    const copy = read(name);
    const homeless = [];
    for (const [id, value] of Object.entries(copy?.fields ?? {})) {
      const element = await this.place(id);
      if (!element) homeless.push(typeof value === "string" ? value.slice(0, 100_000) : String(value));
      else if (element.matches(formatted)) element.innerHTML = clean(value);
      else if (typeof value === "boolean") element.checked = value;
      else element.value = value;
      if (!element) continue;
      for (const kind of element.matches(formatted) ? ["input"] : ["input", "change"]) element.dispatchEvent(new Event(kind, { bubbles: true }));
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
    this.stop.abort();
  }

  note(target) {
    if (this.own || !(target instanceof Element)) return;
    const element = target.closest(formatted) ?? (target.matches(plain) ? target : null);
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
    try {
      // Messages keep their order: what was typed before is with the desk when this comes.
      const kept = await this.desk.invokeMethodAsync("KeepAsync");
      if (kept && whole && changes === this.changes) {
        this.unkept = false;
        this.touched.clear();
        localStorage.removeItem(this.key);
      } else if (!kept || !whole) this.later(kept ? pause : patience);
    } catch {
      if (!this.stop.signal.aborted) this.store();
    }
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
      fields[name] = element.matches(formatted) ? element.innerHTML : element.matches("[type=checkbox], [type=radio]") ? element.checked : element.value;
    const text = JSON.stringify({ at: Date.now(), item: this.item, base: this.base, fields });
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
    for (let tries = 0; tries < 300 && !isFormatted.inputListener; tries++) await new Promise(resolve => setTimeout(resolve, 100));
    return isFormatted.inputListener ? isFormatted : null;
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
  return names().filter(name => name.startsWith(start)).sort((left, right) => (read(right)?.at ?? 0) - (read(left)?.at ?? 0))[0];
}

function prune() {
  const oldest = Date.now() - days * 86_400_000;
  const all = names().sort((left, right) => (read(right)?.at ?? 0) - (read(left)?.at ?? 0));
  all.forEach((name, place) => { if (place >= maxCopies || (read(name)?.at ?? 0) < oldest) localStorage.removeItem(name); });
}
