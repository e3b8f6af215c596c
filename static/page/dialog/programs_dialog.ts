/**
 * Where somebody makes and deletes their bots, and the hooks of a room.
 *
 * @module
 */

import type { Session } from "../../../client/connection/endpoint.ts";
import { Programs } from "../../../client/connection/account/programs.ts";
import { LIMITS } from "../../../protocol.ts";
import { more } from "../../strings/more.ts";
import { confirm, openDialog, Outcome, quoteOf } from "../dialog.ts";
import { button, element, style } from "../document.ts";
import { latest } from "../document/latest.ts";
import { copy } from "../menu/copy.ts";

/** A bot or a hook, and what is told of it. */
interface Item {
  readonly id: string;
  readonly name: string;
  readonly note: string;
}

/** Bots, or the hooks of a room. */
interface Kind {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly label: string;
  readonly none: string;
  /** What is asked before one is deleted. */
  readonly question: string;
  list(): Promise<Item[]>;
  /** Makes one, and gives what is shown once. */
  make(name: string): Promise<string>;
  delete(id: string): Promise<void>;
}

export async function openBots(session: Session): Promise<void> {
  const programs = new Programs(session);
  await new ProgramsDialog({
    ...{ id: "bots-dialog", title: more.bots, hint: more.botsHint },
    ...{ label: more.botName, none: more.noBots, question: more.deleteBotQuestion },
    list: async () =>
      (await programs.bots()).map(({ id, name, url, failure }) => ({
        ...{ id, name },
        note: [url, failure?.why].filter(Boolean).join(" · "),
      })),
    make: async (name) => (await programs.makeBot(name)).token,
    delete: (id) => programs.deleteBot(id),
  }).open();
}

export async function openHooks(session: Session, room: string): Promise<void> {
  const programs = new Programs(session);
  await new ProgramsDialog({
    ...{ id: "hooks-dialog", title: more.hooks, hint: more.hooksHint },
    ...{ label: more.hookName, none: more.noHooks, question: more.deleteHookQuestion },
    list: async () =>
      (await programs.hooks(room)).map(({ id, name, by }) => ({ id, name, note: by })),
    make: async (name) => (await programs.makeHook(room, name)).url,
    delete: (id) => programs.deleteHook(room, id),
  }).open();
}

class ProgramsDialog {
  #kind;
  #list = element("ul", { className: "sessions" });
  #name = element("input", { maxLength: 2 * LIMITS.name, autocomplete: "off" });
  #secret = element("div", { className: "secret", hidden: true });
  #outcome = new Outcome();

  constructor(kind: Kind) {
    this.#kind = kind;
  }

  async open() {
    await style("account");
    const { id, title, hint, label } = this.#kind;
    this.#name.ariaLabel = label;
    this.#name.placeholder = label;
    const make = element("button", { type: "submit" }, more.makeProgram);
    const form = element("form", { className: "make" }, this.#name, make);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await this.#outcome.attempt(() => this.#make(this.#name.value.trim()));
    });
    const note = element("p", { className: "note" }, hint);
    const dialog = await openDialog(
      title,
      note,
      this.#list,
      form,
      this.#outcome.element,
      this.#secret,
    );
    dialog.id = id;
    await this.#outcome.attempt(() => this.#show());
    this.#name.focus();
  }

  #show = latest(() => this.#kind.list(), (items) => this.#draw(items));

  #draw(items: readonly Item[]) {
    const rows = items.map((item) => this.#row(item));
    const none = element("li", {}, element("span", { className: "note" }, this.#kind.none));
    this.#list.replaceChildren(...(rows.length > 0 ? rows : [none]));
  }

  #row(item: Item) {
    const { name, note } = item;
    const remove = button(
      more.deleteProgram,
      () => this.#outcome.attempt(() => this.#delete(item)),
      "quiet",
    );
    remove.ariaLabel = more.deleteNamed(name);
    const about = element("p", { className: "note" }, note);
    return element("li", {}, element("div", {}, element("b", {}, name), about), remove);
  }

  async #make(name: string) {
    const secret = await this.#kind.make(name);
    this.#name.value = "";
    const label = more.programSecret(name);
    const shown = element("input", { value: secret, readOnly: true });
    shown.ariaLabel = label;
    this.#secret.hidden = false;
    this.#secret.replaceChildren(
      element("p", { className: "note", role: "status" }, label),
      element("div", { className: "make" }, shown, button(more.copySecret, () => copy(secret))),
    );
    shown.select();
    await this.#show();
  }

  async #delete({ id, name, note }: Item) {
    const quote = quoteOf(name, note);
    if (!await confirm(this.#kind.question, more.deleteProgram, quote)) return;
    await this.#kind.delete(id);
    await this.#show();
    // The button that had the focus is gone.
    this.#name.focus();
  }
}
