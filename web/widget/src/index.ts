/** What `<script src="…/widget.js" async></script>` does to a page. */

import { ConseillerChat, TAG } from "./element";

function theChat(): ConseillerChat | null {
  const chat = document.querySelector(TAG);
  return chat instanceof ConseillerChat ? chat : null;
}

function install(): void {
  if (!document.querySelector(TAG)) document.body.append(document.createElement(TAG));
}

/** `data-conseiller="open"` or `"book"`; without this script, a link goes where its href says. */
function followTrigger(event: MouseEvent): void {
  if (
    event.defaultPrevented ||
    event.button ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    event.altKey
  )
    return;
  const trigger =
    event.target instanceof Element ? event.target.closest<HTMLElement>("[data-conseiller]") : null;
  const wish = trigger?.dataset.conseiller;
  const chat = theChat();
  if (!trigger || !chat || (wish !== "open" && wish !== "book")) return;
  event.preventDefault();
  chat[wish](trigger);
}

if (!customElements.get(TAG)) {
  customElements.define(TAG, ConseillerChat);
  document.addEventListener("click", followTrigger);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", install);
  else install();
}
