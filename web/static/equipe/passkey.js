// Asks the browser for a passkey, and sends what it says by the form that asks; without this script, the
// form is hidden and the mailed link does the same.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

const withBytes = (credentials) => (credentials ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

/** Reads the options as the server wrote them; not every browser has parseCreationOptionsFromJSON. */
function read(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
    excludeCredentials: withBytes(options.excludeCredentials),
    allowCredentials: withBytes(options.allowCredentials),
  };
}

/** Writes what the browser said, every field of bytes as text. */
function write(credential) {
  const fields = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const given = fields.filter((name) => credential.response[name]);
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(given.map((name) => [name, text(credential.response[name])])),
    clientExtensionResults: {},
  });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const failed = form.querySelector("[data-failed]");
  form.hidden = !window.PublicKeyCredential;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failed.hidden = true;
    try {
      const publicKey = read(JSON.parse(form.dataset.options));
      const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
      form.elements.reponse.value = write(credential);
      form.submit();
    } catch {
      failed.hidden = false; // refused, given up, or none for us
    }
  });
}
