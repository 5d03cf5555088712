// Sends the files of an upload form one by one, shows how far each is, and tells the desk what was stored.
export function attach(form, desk) {
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector("ul");
  let turn = Promise.resolve();

  const add = files => {
    for (const file of input.multiple ? files : [...files].slice(0, 1)) {
      const line = show(form, list, file);
      // Where it was brought, also when another folder is open by the time that it is sent.
      const folder = form.querySelector("[name=folder]").value;
      turn = turn.then(() => send(form, desk, folder, file, line));
    }
  };

  const take = () => { const files = [...input.files]; input.value = ""; add(files); };

  input.addEventListener("change", take);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("dragover", event => { event.preventDefault(); form.classList.add("desk-upload-over"); });
  form.addEventListener("dragleave", () => form.classList.remove("desk-upload-over"));
  form.addEventListener("drop", event => {
    event.preventDefault();
    form.classList.remove("desk-upload-over");
    add([...event.dataTransfer.files]);
  });
  // Chosen before this script had come.
  take();
}

// Where a click hit an element, from the left and from the top, 0 to 1.
export function place(element, x, y) {
  const box = element.getBoundingClientRect();
  return [Math.min(1, Math.max(0, (x - box.left) / box.width)), Math.min(1, Math.max(0, (y - box.top) / box.height))];
}

function show(form, list, file) {
  const line = document.createElement("li");
  const name = document.createElement("span");
  const bar = document.createElement("progress");
  const state = document.createElement("span");
  name.textContent = file.name;
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", `${form.dataset.progress}: ${file.name}`);
  state.textContent = form.dataset.waiting;
  line.append(name, bar, state);
  list.append(line);
  return { line, bar, state };
}

function send(form, desk, folder, file, { line, bar, state }) {
  return new Promise(resolve => {
    const data = new FormData();
    data.append("folder", folder);
    data.append("files", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.responseType = "json";
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("RequestVerificationToken", form.querySelector("[name=__RequestVerificationToken]").value);
    request.upload.onprogress = event => {
      if (!event.lengthComputable) return;
      bar.value = event.loaded / event.total;
      state.textContent = `${Math.round(100 * bar.value)} %`;
    };
    request.onerror = () => fail(form.dataset.lost);
    request.onload = async () => {
      const answer = request.response;
      if (!answer?.paths?.length) return fail(answer?.problems?.[0] ?? form.dataset.lost);
      bar.value = 1;
      state.textContent = form.dataset.done;
      line.classList.add("desk-upload-done");
      try {
        for (const path of answer.paths) await desk.invokeMethodAsync("StoredAsync", path);
      } catch {
        // The page was left, or its connection is away for the moment: the file is stored, and the next ones go on.
      }
      resolve();
    };
    request.send(data);

    function fail(reason) {
      bar.remove();
      line.classList.add("desk-upload-failed");
      state.textContent = reason;
      resolve();
    }
  });
}
