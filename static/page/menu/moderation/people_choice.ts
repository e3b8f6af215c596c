/**
 * A list of people of whom some are chosen: one by one, or all who came lately.
 *
 * @module
 */

import type { Candidate, Candidates } from "../../../../client/connection/account/several.ts";
import { briefly, strings } from "../../../strings.ts";
import { moderation as words } from "../../../strings/moderation.ts";
import { FieldError } from "../../dialog/form_dialog.ts";
import { element } from "../../document.ts";

const MINUTE_MS = 60_000;
/** Minutes in which those came who may be chosen at once. */
const LATELY = [5, 15, 60] as const;

export class PeopleChoice {
  /** Chooses many at once. */
  readonly presets: HTMLElement;
  readonly list: HTMLElement;
  readonly #choice = element("select", { id: "choose-people" });
  readonly #count = element("p", { id: "chosen-count" });
  readonly #rows: readonly { person: Candidate; box: HTMLInputElement }[];

  constructor({ people, more }: Candidates) {
    this.#rows = people.map((person) => ({
      person,
      box: element("input", { type: "checkbox", value: person.name }),
    }));
    this.#choice.append(
      new Option(words.chooseHand, ""),
      ...LATELY.map((minutes) => new Option(words.chooseCame(minutes), String(minutes))),
      new Option(words.chooseGuests, "guests"),
      new Option(words.chooseAll, "all"),
    );
    this.#choice.addEventListener("change", () => this.#choose(this.#choice.value));
    const label = element("span", {}, words.choose);
    this.presets = element("label", { className: "field" }, label, this.#choice);
    const rows = this.#rows.map(({ person, box }) => rowOf(person, box, more));
    const scrolled = element("div", { className: "messages" }, ...rows);
    this.list = element("div", { className: "people", role: "group" }, this.#count, scrolled);
    this.list.setAttribute("aria-labelledby", this.#count.id);
    this.list.addEventListener("change", () => {
      // It is no longer what was chosen at once.
      this.#choice.value = "";
      this.#tell();
    });
    this.#tell();
  }

  /** The names of those who are chosen. */
  get chosen(): string[] {
    return this.#rows.filter(({ box }) => box.checked).map(({ person }) => person.name);
  }

  /** What is wrong where nobody is chosen. */
  get nobody(): Error {
    const [first] = this.#rows;
    return first
      ? new FieldError(words.chooseSomebody, first.box)
      : new Error(words.chooseSomebody);
  }

  #choose(which: string): void {
    if (which === "") return;
    const at = Date.now();
    for (const { person, box } of this.#rows) {
      box.checked = which === "all" || which === "guests" && person.guest ||
        cameOf(person, at) >= at - Number(which) * MINUTE_MS;
    }
    this.#tell();
  }

  #tell(): void {
    this.#count.textContent = words.choseOf(this.chosen.length, this.#rows.length);
  }
}

/** When somebody came; who is here, and of whom it is not stored yet, came a moment ago. */
function cameOf({ came, here }: Candidate, at: number): number {
  return came ?? (here ? at : -Infinity);
}

function rowOf(person: Candidate, box: HTMLInputElement, more: boolean): HTMLElement {
  const { name, guest, came, here, said } = person;
  const badge = guest ? [" ", element("i", { className: "badge" }, strings.guest)] : [];
  const when = came === undefined
    ? here ? [words.cameNow] : []
    : [words.cameAt(briefly(came, Date.now()))];
  return element(
    "label",
    {},
    box,
    element("b", { dir: "auto" }, name, ...badge),
    element("small", { className: "note" }, [...when, words.saidMany(said, more)].join(" · ")),
  );
}
