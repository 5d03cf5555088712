// Nothing is loaded from YouTube before the reader presses the button; without this script the link leads there.
for (const film of document.querySelectorAll("[data-film]")) {
  const button = film.querySelector("button");
  for (const hidden of film.querySelectorAll("[hidden]")) hidden.hidden = false;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = `${film.dataset.film}?autoplay=1`;
    frame.title = film.dataset.title;
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.sandbox = "allow-scripts allow-same-origin allow-presentation allow-popups";
    film.replaceChildren(frame);
    frame.focus();
  });
}
