// What helps to write formatted text: what is pasted is cleaned as the site would clean it, and pictures that are dropped or pasted go to the
// media library.
const tags = new Set(("p br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre code q cite em strong b i u s del ins sub sup small mark abbr time span div section "
  + "article figure figcaption table caption thead tbody tfoot tr th td colgroup col a img picture source audio video track ruby rt rp bdi bdo wbr details summary kbd "
  + "samp var dfn address").split(" "));
const attributes = new Set(("href src srcset alt title lang dir width height cite datetime colspan rowspan scope headers start reversed value controls preload poster "
  + "type kind label srclang media sizes id open rel").split(" "));
const addresses = new Set(["href", "src", "cite", "poster"]);
const schemes = /^(https?|mailto|tel):/i;
const emptied = "script, style, template, head, title, iframe, frame, frameset, noframes, noembed, applet, object, embed, svg, math, canvas, select, datalist, button, textarea, "
  + "xmp, plaintext, link, meta, base";

// HTML as the site stores it. It is parsed in a document of its own, in which nothing runs and nothing is fetched.
export function clean(html, pasted = false) {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.querySelectorAll(emptied).forEach(element => element.remove());
  for (const comment of nodes(page, NodeFilter.SHOW_COMMENT)) comment.remove();
  if (pasted) tidy(page);
  // From within to without, so that what stays of an element has been looked at.
  for (const element of [...page.body.querySelectorAll("*")].reverse()) {
    if (!tags.has(element.localName)) {
      element.replaceWith(...element.childNodes);
      continue;
    }
    for (const { name, value } of [...element.attributes]) {
      const isForeign = addresses.has(name) && /^[\s\u0000-\u0020]*[a-z][a-z0-9+.\-\s]*:/i.test(value) && !schemes.test(value.trim());
      if (!attributes.has(name) || isForeign) element.removeAttribute(name);
    }
  }
  return page.body.innerHTML.trim();
}

// What Word and Google Docs bring besides words: emphasis said by style, lists made of paragraphs, elements that say nothing.
function tidy(page) {
  lists(page);
  for (const element of [...page.body.querySelectorAll("[style]")]) {
    const style = element.getAttribute("style");
    // Google Docs wraps everything into a <b> that is not bold.
    if (element.localName === "b" && /font-weight\s*:\s*(normal|400)/i.test(style)) element.replaceWith(...element.childNodes);
    else if (element.localName === "span") {
      if (/font-weight\s*:\s*(bold|[6-9]00)/i.test(style)) wrap(element, "strong");
      if (/font-style\s*:\s*italic/i.test(style)) wrap(element, "em");
      if (/vertical-align\s*:\s*super/i.test(style)) wrap(element, "sup");
      if (/vertical-align\s*:\s*sub\b/i.test(style)) wrap(element, "sub");
    }
  }
  for (const element of [...page.body.querySelectorAll("span, font, center, o\\:p")].reverse()) if (!element.lang) element.replaceWith(...element.childNodes);
  for (const element of page.body.querySelectorAll("a[name]:not([href]), [id]")) element.removeAttribute("id");
  for (const anchor of [...page.body.querySelectorAll("a:not([href])")]) anchor.replaceWith(...anchor.childNodes);
  for (const element of page.body.querySelectorAll("[align], [width], [height]")) if (element.localName !== "img") { element.removeAttribute("width"); element.removeAttribute("height"); }
  // A page has one title, and this is not it.
  for (const heading of [...page.body.querySelectorAll("h1")]) rename(heading, "h2");
  // Pictures out of a program lie in a file of its own, which no visitor can reach.
  page.body.querySelectorAll("img:not([src^='http']):not([src^='/'])").forEach(picture => picture.remove());
  for (const element of [...page.body.querySelectorAll("p, h2, h3, h4, li, strong, em, div")].reverse())
    if (!element.textContent.replace(/[\s\u00a0]/g, "") && !element.querySelector("img, audio, video, table, hr")) element.remove();
  for (const block of [...page.body.querySelectorAll("div")].reverse())
    if (block.querySelector("p, div, ul, ol, table, blockquote, h2, h3, h4, figure")) block.replaceWith(...block.childNodes); else rename(block, "p");
}

// Word writes lists as paragraphs of the class MsoListParagraph with the bullet as text.
function lists(page) {
  let list;
  for (const item of [...page.body.querySelectorAll("p[class^=MsoList], p[style*='mso-list']")]) {
    const marker = [...item.querySelectorAll("[style*='mso-list']")].find(one => /mso-list\s*:\s*Ignore/i.test(one.getAttribute("style")));
    const kind = /^\s*[\divxlcdm]+[.)]/i.test(marker?.textContent ?? item.textContent) || /^\s*[a-z][.)]/i.test(marker?.textContent ?? "") ? "ol" : "ul";
    marker?.remove();
    if (!list || list.localName !== kind || item.previousElementSibling !== list) {
      list = page.createElement(kind);
      item.before(list);
    }
    const line = page.createElement("li");
    line.append(...item.childNodes);
    const first = [...nodes(line, NodeFilter.SHOW_TEXT)][0];
    if (!marker && first) first.data = first.data.replace(/^\s*([·•o§\-–]|[\divxlcdm]+[.)])[\s\u00a0]+/i, "");
    list.append(line);
    item.remove();
  }
}

function nodes(root, kind) {
  const walker = (root.ownerDocument ?? root).createTreeWalker(root, kind);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

function wrap(element, name) {
  const outer = element.ownerDocument.createElement(name);
  outer.append(...element.childNodes);
  element.append(outer);
}

function rename(element, name) {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

// Listens to a formatted text; the desk asks what a picture shows once it is stored.
export function attach(field, desk) {
  const text = field.querySelector(".rz-html-editor-content");
  if (!text) return;
  const opening = setInterval(() => {
    if (text.isConnected && !(text.inputListener && text.innerHTML)) return;
    clearInterval(opening);
    text.closest("[inert]")?.removeAttribute("inert");
  }, 50);
  text.addEventListener("paste", event => take(event, event.clipboardData), true);
  text.addEventListener("dragover", event => { if ([...event.dataTransfer.types].includes("Files")) event.preventDefault(); });
  text.addEventListener("drop", event => {
    if (!event.dataTransfer.files.length) return;
    const place = document.caretRangeFromPoint?.(event.clientX, event.clientY);
    if (place && text.contains(place.startContainer)) choose(place);
    take(event, event.dataTransfer);
  }, true);

  function take(event, data) {
    const pictures = [...data.files].filter(file => file.type.startsWith("image/"));
    const html = data.getData("text/html");
    // Word brings a picture of what was copied beside the words; the words are meant.
    if (pictures.length && !html.replace(/<[^>]*>/g, "").trim()) {
      event.preventDefault();
      event.stopImmediatePropagation();
      const selection = getSelection();
      const range = selection.rangeCount && text.contains(selection.anchorNode) ? selection.getRangeAt(0).cloneRange() : null;
      send(pictures, range);
    } else if (html) {
      event.preventDefault();
      event.stopImmediatePropagation();
      document.execCommand("insertHTML", false, clean(html, true));
      unstyle();
    }
  }

  // The browser keeps the looks of what it moves by styles of its own, which the site would throw away.
  function unstyle() {
    const styled = [...text.querySelectorAll("[style]")];
    for (const element of styled) {
      element.removeAttribute("style");
      if (element.localName === "span" && !element.attributes.length) element.replaceWith(...element.childNodes);
    }
    if (styled.length) text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  async function send(pictures, range) {
    const form = field.querySelector("[data-pictures]");
    if (!form) return;
    for (const picture of pictures) {
      form.querySelector("[role=status]").textContent = form.dataset.sending;
      const body = new FormData();
      body.append("folder", "");
      body.append("files", picture, picture.name);
      let answer;
      try {
        const sent = await fetch(form.dataset.pictures, {
          method: "POST", body, credentials: "same-origin",
          headers: { Accept: "application/json", RequestVerificationToken: form.querySelector("[name=__RequestVerificationToken]").value },
        });
        answer = await sent.json();
      } catch {
        answer = null;
      }
      form.querySelector("[role=status]").textContent = answer?.paths?.length ? "" : answer?.problems?.[0] ?? form.dataset.lost;
      for (const path of answer?.paths ?? []) {
        if (range) choose(range);
        window.Radzen.saveSelection(text);
        await desk.invokeMethodAsync("PictureAsync", path);
      }
    }
  }
}

// Whether words are marked in the text.
export function isMarked(field) {
  const selection = getSelection();
  return !selection.isCollapsed && field.contains(selection.anchorNode);
}

function choose(range) {
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}
