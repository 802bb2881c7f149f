// "Do we know this family?": the answer comes while somebody types. Without the script the button asks for it.
const quiet_milliseconds = 250;

export function answerWhileTyping(form) {
  const place = document.getElementById("known-answer");
  let timer = 0;
  let asking = new AbortController();
  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const fields = new URLSearchParams(new FormData(form));
    fields.append("part", "answer");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: fields,
        redirect: "error",
        signal: asking.signal,
      });
      // What is too little to ask with is told by the button, not while somebody is still typing.
      if (answer.ok || answer.status === 422) place.innerHTML = await answer.text();
    } catch {
      // The button still works; an answer that nobody waits for any more is no fault.
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, quiet_milliseconds);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    asking.abort();
  });
}
