/**
 * What the server is called, and says to whoever comes: the fields, and the dialog that asks for it.
 *
 * @module
 */

import type { Session } from "../../../../client/connection/endpoint.ts";
import { firstSteps as words } from "../../../strings/more/first_steps.ts";
import { openForm } from "../../dialog/form_dialog.ts";
import { element, style } from "../../document.ts";

/** What a server is called that nobody has named. */
export const UNNAMED = "Hubbub";

const TEXTS = ["title", "welcome"] as const;

type Texts = { [Text in typeof TEXTS[number]]?: string };

/** The settings of the server, as far as they say how it introduces itself. */
export interface Introduction extends Texts {
  /** What it was started with, which wins. */
  readonly flags: Texts;
}

/** Below the paths of the API. */
const SETTINGS = "admin/settings";

/** Fields for both texts. One that a flag sets shows that, and is nobody's to change. */
export class IntroductionFields {
  readonly fields: HTMLElement[];
  readonly title: HTMLInputElement = element("input", { dir: "auto", autocomplete: "off" });
  readonly #welcome = element("textarea", { dir: "auto", rows: 3 });
  #known: Introduction;

  constructor(known: Introduction) {
    this.#known = known;
    this.title.placeholder = words.titleExample;
    this.#welcome.placeholder = words.welcomeExample;
    this.fields = [
      this.#labelled("title", this.title, words.titleLabel, words.titleHint),
      this.#labelled("welcome", this.#welcome, words.welcomeLabel, words.welcomeHint),
    ];
  }

  /** What is another now; a text that was emptied is to be stored no more. */
  get changed(): Texts {
    const fields = { title: this.title, welcome: this.#welcome };
    const texts = TEXTS.filter((name) => !fields[name].disabled)
      .map((name) => [name, fields[name].value.trim()] as const)
      .filter(([name, text]) => text !== (this.#known[name] ?? ""));
    return Object.fromEntries(texts);
  }

  /** Notes that what they say is stored. */
  saved(): void {
    this.#known = { ...this.#known, ...this.changed };
  }

  #labelled(
    name: keyof Texts,
    field: HTMLInputElement | HTMLTextAreaElement,
    label: string,
    hint: string,
  ): HTMLElement {
    const { [name]: stored = "", flags: { [name]: flag } } = this.#known;
    field.value = flag ?? stored;
    field.disabled = flag !== undefined;
    const note = element("span", { className: "note" }, field.disabled ? words.byFlag(name) : hint);
    return element("label", { className: "field" }, element("span", {}, label), field, note);
  }
}

/** Asks for both. The page comes back with what is saved: drafts, rooms and what is on its way are kept. */
export async function openIntroduction(session: Session): Promise<void> {
  await style("people/moderation");
  const known = await session.ask<Introduction>("GET", SETTINGS);
  const introduction = new IntroductionFields(known);
  const dialog = await openForm(words.name, {
    hint: words.nameHint,
    fields: introduction.fields,
    yes: words.save,
    act: async () => {
      const { changed } = introduction;
      if (Object.keys(changed).length === 0) return;
      await session.ask("PATCH", SETTINGS, changed);
      location.reload();
    },
  });
  dialog.id = "introduction-dialog";
  dialog.classList.add("care");
  introduction.title.focus();
}
