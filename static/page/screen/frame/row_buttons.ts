/**
 * A button at each direct room in the list: it closes the room, or, where there is no pointer that
 * hovers, opens a menu that does.
 *
 * @module
 */
import type { Connection } from "../../../../client/connection.ts";
import type { Chat } from "../../chat.ts";
import { strings } from "../../../strings.ts";
import { more } from "../../../strings/more.ts";
import { element, part, spotOf } from "../../document.ts";
import { openMenu } from "../../menu.ts";

export class RowButtons {
  #list: HTMLElement;
  #chat: Chat | undefined;
  #connection: Connection | undefined;
  #draw: () => void;
  /** How each row looked when it was given its button: hundreds of others are passed over. */
  #looks: WeakMap<Element, string | undefined> = new WeakMap();

  constructor(side: HTMLElement, draw: () => void) {
    this.#list = part(side, "#direct", HTMLElement);
    this.#draw = draw;
  }

  draw(chat: Chat, connection: Connection | undefined): void {
    this.#chat = chat;
    this.#connection = connection;
    for (const row of this.#list.children) {
      const look = row instanceof HTMLElement ? row.dataset.look : undefined;
      if (this.#looks.get(row) === look) continue;
      this.#looks.set(row, look);
      const name = row.querySelector(".name")?.textContent ?? "";
      const known = row.querySelector<HTMLButtonElement>(".row-button");
      if (known?.dataset.name === name) continue;
      known?.remove();
      row.append(this.#button(row, name));
    }
  }

  #button(row: Element, name: string): HTMLButtonElement {
    const hovers = matchMedia("(hover: hover)").matches;
    const words = hovers ? more.closeDirect(name) : more.directMenu(name);
    const button = element(
      "button",
      { type: "button", className: "row-button quiet", title: words, ariaLabel: words },
      hovers ? "×" : "⋯",
    );
    button.dataset.name = name;
    if (!hovers) button.ariaHasPopup = "menu";
    button.addEventListener("click", () => {
      const close = () => this.#close(row, name);
      if (hovers) return close();
      openMenu(button, words, [[{ text: more.closeDirectShort, act: close }]]);
    });
    return button;
  }

  /** Nobody else sees it, and it is there again when something is said in it. */
  #close(row: Element, name: string) {
    const [chat, connection] = [this.#chat, this.#connection];
    const room = chat?.room(spotOf(row.querySelector("a")?.hash ?? "").room);
    if (chat === undefined || connection === undefined || room === undefined) return;
    if (chat.status.state !== "open") {
      chat.note(strings.notNow);
      return this.#draw();
    }
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (row.contains(document.activeElement)) next?.querySelector("a")?.focus();
    connection.leave(room.name);
    const undo = () => connection.join(room.name, "if-there");
    chat.note(more.directClosed(name), { isGood: true, action: more.undo, act: undo });
    this.#draw();
  }
}
