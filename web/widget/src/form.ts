/** A plain form that is to bring some work along: done while the page is read, before it is sent. */

import { answerTo, challengeIn } from "./work";

for (const field of document.querySelectorAll<HTMLInputElement>("input[data-challenge]")) {
  const challenge = challengeIn(JSON.parse(field.dataset.challenge ?? "null"));
  if (challenge && field.form) workFor(field.form, field, answerTo(challenge));
}

/** Whoever is faster than the work waits for the rest of it; without it, the form goes as it is. */
function workFor(
  form: HTMLFormElement,
  field: HTMLInputElement,
  work: Promise<string | null>,
): void {
  let isOver = false;
  const done = work
    .then((answer) => {
      if (answer) field.value = answer;
    })
    .catch(() => undefined)
    .finally(() => {
      isOver = true;
    });
  let isWaiting = false;
  form.addEventListener("submit", (event) => {
    if (isOver) return;
    event.preventDefault();
    if (isWaiting) return;
    isWaiting = true;
    done.then(() => {
      isWaiting = false;
      form.requestSubmit(event.submitter);
    });
  });
}
