// Keeps a draft of a form while somebody types, three seconds after the last key, so that a closed lid or a session that
// has run out loses nothing. Without the script the server still keeps a form that comes too late. Passwords and files
// are left out.
const quiet_milliseconds = 3000;

function fields_of(form) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const control = form.elements.namedItem(name);
    if (typeof value === "string" && control?.type !== "password") fields.append(name, value);
  }
  fields.append("draft_path", new URL(form.action).pathname);
  return fields;
}

export function keepDraftOf(form) {
  let timer = 0;
  let sending = new AbortController();
  const send = () => {
    sending.abort();
    sending = new AbortController();
    // A draft that cannot be kept disturbs nobody: what was typed is still on the page.
    fetch("/drafts", { method: "POST", body: fields_of(form), redirect: "manual", signal: sending.signal }).catch(
      () => {},
    );
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(send, quiet_milliseconds);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    sending.abort();
  });
}
