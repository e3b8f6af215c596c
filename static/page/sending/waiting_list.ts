/**
 * The files of a message that is on its way: how far each is, why one is not, and what can be done.
 *
 * @module
 */

import { sending as words } from "../../strings/sending.ts";
import { sizeInWords } from "../../strings/size.ts";
import { button, element, KeyedList } from "../document.ts";
import type { Attachment } from "./attachment.ts";
import { thumbnail } from "./preview/thumbnail.ts";

/** What somebody can do about a file. */
export interface Remedies {
  stop(attachment: Attachment): void;
  retry(attachment: Attachment): void;
  leaveOut(attachment: Attachment): void;
}

const lists: WeakMap<HTMLElement, KeyedList<Attachment>> = new WeakMap();

/** Shows files in the element of a message, below its text. */
export function showWaiting(
  message: HTMLElement,
  attachments: readonly Attachment[],
  remedies: Remedies,
): void {
  const found = lists.get(message);
  if (found === undefined && attachments.length === 0) return;
  const list = found ?? make(message, remedies);
  lists.set(message, list);
  list.show(attachments);
}

function make(message: HTMLElement, remedies: Remedies): KeyedList<Attachment> {
  const place = element("ul", { className: "waiting" });
  place.ariaLabel = words.chosen;
  message.querySelector(".outcome")?.prepend(place);
  return new KeyedList(place, {
    keyOf: ({ key }) => key,
    make: (attachment) => row(attachment, remedies),
    update: () => {},
  });
}

function row(attachment: Attachment, remedies: Remedies): HTMLElement {
  const { name } = attachment;
  const bar = element("progress", { max: 1, value: 0 });
  bar.ariaLabel = words.progressOf(name);
  const state = element("span", { className: "note" });
  const stop = element("button", { type: "button", className: "stop quiet round" }, "✕");
  stop.title = stop.ariaLabel = words.stop(name);
  stop.onclick = () => remedies.stop(attachment);
  const remedy = element(
    "span",
    { className: "remedies" },
    button(words.tryAgainNow, () => remedies.retry(attachment), "retry quiet"),
    button(words.leaveOut, () => remedies.leaveOut(attachment), "discard quiet"),
  );
  const title = element("span", { className: "name", dir: "auto" }, name);
  const about = element("span", { className: "about" }, title, bar, state, remedy);
  const shown = element("li", { className: "attachment" }, thumbnail(attachment), about, stop);
  const draw = () => {
    const { progress } = attachment;
    shown.dataset.state = progress.state;
    bar.hidden = progress.state !== "sending";
    stop.hidden = progress.state !== "sending" && progress.state !== "waiting";
    remedy.hidden = progress.state !== "failed";
    if (progress.state === "sending") bar.value = progress.sent / Math.max(1, progress.total);
    state.textContent = inWords(attachment);
  };
  attachment.onChange = draw;
  draw();
  return shown;
}

function inWords({ progress, file }: Attachment): string {
  switch (progress.state) {
    case "chosen":
      return words.waitsForTurn;
    case "waiting":
      return progress.reason ?? words.waitsForTurn;
    case "sending":
      // Its small picture goes with it, and counts only in part.
      return words.partSent(
        sizeInWords(file.size * progress.sent / Math.max(1, progress.total)),
        sizeInWords(file.size),
      );
    case "sent":
      return words.isThere;
    case "failed":
      return progress.reason;
    default:
      return (progress satisfies never);
  }
}
