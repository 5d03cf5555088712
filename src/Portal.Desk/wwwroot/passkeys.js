// Passkeys (WebAuthn, level 3). A form with data-passkey asks the site for options, the browser for a credential, and sends that as
// any form is sent. What the browser can't do stays hidden.
const supported = window.PublicKeyCredential?.parseRequestOptionsFromJSON && window.PublicKeyCredential?.parseCreationOptionsFromJSON;
let waiting;

async function options(form) {
  const body = new FormData();
  body.set("__RequestVerificationToken", form.elements["__RequestVerificationToken"].value);
  const answer = await fetch(form.dataset.passkeyOptions, { method: "POST", body, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`The site answered ${answer.status}.`);
  return answer.json();
}

async function credential(form, mediation) {
  waiting?.abort();
  waiting = new AbortController();
  const { signal } = waiting;
  const json = await options(form);
  return form.dataset.passkey === "create"
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json), signal })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json), mediation, signal });
}

async function send(form, mediation) {
  try {
    const made = await credential(form, mediation);
    if (!made) return;
    form.elements["Credential"].value = JSON.stringify(made.toJSON());
    form.submit();
  } catch (error) {
    // Waiting in the address field ends without a word; a press of the button does not.
    if (mediation !== "conditional") form.querySelector("[data-passkey-failed]").hidden = false;
    if (error.name !== "AbortError" && error.name !== "NotAllowedError") console.warn(error);
  }
}

if (supported) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", event => {
      // An element may have become another page's form meanwhile.
      if (!form.dataset.passkey) return;
      event.preventDefault();
      send(form, undefined);
    });
    if (form.dataset.passkeyConditional && await PublicKeyCredential.isConditionalMediationAvailable?.()) send(form, "conditional");
  }
}
