/**
 * What goes with the message that somebody writes: a strip above the text, where files can be named,
 * described, and removed again.
 *
 * @module
 */

import { LIMITS } from "../../../protocol.ts";
import { sending as words } from "../../strings/sending.ts";
import { sizeInWords } from "../../strings/size.ts";
import { element, KeyedList, part } from "../document.ts";
import type { Attachment } from "./attachment.ts";
import { thumbnail } from "./preview/thumbnail.ts";
import { listenTo } from "./voice/player.ts";

/** Code units of a name: more the server cuts off. */
const NAME_MAX = 100;

export class Strip {
  readonly #element: HTMLUListElement;
  readonly #list: KeyedList<Attachment>;
  readonly #onRemove: (attachment: Attachment) => void;

  /** @param options.onRemove takes what somebody does not want to send */
  constructor({ onRemove }: { onRemove: (attachment: Attachment) => void }) {
    this.#onRemove = onRemove;
    this.#element = element("ul", { id: "chosen", hidden: true });
    this.#element.ariaLabel = words.chosen;
    this.#list = new KeyedList(this.#element, {
      keyOf: ({ key }) => key,
      make: (attachment) => this.#make(attachment),
      update: () => {},
    });
    const text = part(document, "#composer textarea", HTMLTextAreaElement);
    text.before(this.#element);
    // Whoever has named a file goes on writing: the message is sent from there.
    this.#element.addEventListener("keydown", (event) => {
      if (!(event.target instanceof HTMLInputElement) || event.isComposing) return;
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault();
      text.focus();
    });
  }

  show(attachments: readonly Attachment[]): void {
    this.#element.hidden = attachments.length === 0;
    this.#list.show(attachments);
  }

  /** Is there no more. */
  close(): void {
    this.#element.remove();
  }

  /** Brings what was added into sight. */
  reveal({ key }: Attachment): void {
    this.#list.element(key)?.scrollIntoView({ block: "nearest" });
  }

  #make(attachment: Attachment): HTMLElement {
    const { name, alt, file, recording } = attachment;
    const naming = element("input", { className: "name", value: name, maxLength: NAME_MAX });
    naming.ariaLabel = words.fileName(name);
    naming.dir = "auto";
    naming.oninput = () => attachment.edit({ name: naming.value });
    // A name that is empty is the one that the file came with.
    naming.onchange = () => {
      if (naming.value.trim() === "") attachment.edit({ name: naming.value = name });
    };
    const size = element("span", { className: "size note" }, sizeInWords(file.size));
    const about = element("span", { className: "about" }, naming, size);
    if (attachment.isPicture) naming.after(describing(attachment, alt));
    const player = recording && listenTo(attachment, recording);
    if (player) about.prepend(player.voice);
    const look = player?.play ?? thumbnail(attachment);
    return element("li", { className: "attachment" }, look, about, this.#remover(attachment));
  }

  #remover(attachment: Attachment): HTMLButtonElement {
    const remove = element("button", { type: "button", className: "remove quiet round" }, "✕");
    remove.title = remove.ariaLabel = words.remove(attachment.name);
    remove.onclick = () => {
      const here = remove.closest("li");
      const next = here?.nextElementSibling ?? here?.previousElementSibling;
      const focus = next?.querySelector<HTMLElement>(".remove");
      this.#onRemove(attachment);
      (focus ?? part(document, "#composer textarea", HTMLTextAreaElement)).focus();
    };
    return remove;
  }
}

function describing(attachment: Attachment, alt: string): HTMLInputElement {
  const input = element("input", { className: "alt", value: alt, maxLength: LIMITS.alt });
  input.placeholder = words.describe;
  input.ariaLabel = words.describeNamed(attachment.name);
  input.dir = "auto";
  input.oninput = () => attachment.edit({ alt: input.value });
  return input;
}
