/**
 * Chooses several people of a room, and what is done about all of them at once.
 *
 * @module
 */

import {
  type Candidates,
  Several,
  type SeveralAction,
} from "../../../../client/connection/account/several.ts";
import { isolated } from "../../../../protocol/name.ts";
import { moderation as words } from "../../../strings/moderation.ts";
import type { Room } from "../../chat/room.ts";
import { confirm } from "../../dialog.ts";
import { openForm } from "../../dialog/form_dialog.ts";
import { element, style } from "../../document.ts";
import { AddressChoice } from "./address_choice.ts";
import { BACK } from "./deleting.ts";
import type { Moderator } from "./moderator.ts";
import { doToSeveral } from "./several.ts";
import { PeopleChoice } from "./people_choice.ts";

const HOUR_MS = 60 * 60 * 1000;
/** How far back is looked for who wrote. */
const LOOKED_HOURS = 1;

/** What is done, and in words for how long. */
type Chosen = Omit<SeveralAction, "names"> & { length?: string };

/** What may be done, by the values of the choice. */
const ACTIONS: readonly [value: string, label: string, action: Chosen][] = [
  ["hour", words.banHour, { action: "ban", ms: HOUR_MS, length: words.forHour }],
  ["day", words.banDay, { action: "ban", ms: 24 * HOUR_MS, length: words.forDay }],
  ["week", words.banWeek, { action: "ban", ms: 7 * 24 * HOUR_MS, length: words.forWeek }],
  ["good", words.banGood, { action: "ban", length: words.forGood }],
  ["kick", words.kick, { action: "kick" }],
  ["delete", words.onlyDelete, { action: "delete" }],
];

export async function openSeveral(room: Room, moderator: Moderator): Promise<void> {
  const several = new Several(moderator.session, room.name);
  let found: Candidates;
  try {
    [found] = await Promise.all([several.list(LOOKED_HOURS), style("people/moderation")]);
  } catch (error) {
    moderator.chat.note(error instanceof Error ? error.message : String(error));
    return moderator.draw();
  }
  if (found.people.length === 0) {
    moderator.chat.note(words.severalNobody);
    return moderator.draw();
  }
  const people = new PeopleChoice(found);
  const fields = new Fields();
  const dialog = await openForm(words.severalTitle(isolated(room.label)), {
    hint: found.more ? `${words.severalHint} ${words.severalMore}` : words.severalHint,
    fields: [people.presets, people.list, ...fields.elements],
    yes: words.goOn,
    className: "grave",
    act: async () => {
      const { length = "", ...chosen } = fields.action;
      const action = { ...chosen, names: people.chosen };
      if (action.names.length === 0) throw people.nobody;
      if (action.action === "delete" && action.delete === undefined) {
        throw new Error(words.chooseBack);
      }
      if (!await isSure(action, length, room, several)) return "stay";
      await doToSeveral(action, room, moderator);
    },
  });
  dialog.id = "several-dialog";
  dialog.classList.add("care");
  people.presets.querySelector("select")?.focus();
}

/** What is done, beside to whom. */
class Fields {
  readonly elements: HTMLElement[];
  readonly #action = element("select", { id: "several-action" });
  readonly #back = element("select", { id: "delete-said" });
  readonly #reason = element("input", { maxLength: 200, placeholder: words.reason, dir: "auto" });
  readonly #address = new AddressChoice(words.addresses);

  constructor() {
    this.#action.append(...ACTIONS.map(([value, label]) => new Option(label, value)));
    this.#action.value = "day";
    this.#back.append(...BACK.map(([value, label]) => new Option(label, value)));
    this.#back.value = "1";
    this.#reason.ariaLabel = words.reason;
    this.elements = [
      labelled(words.whatToDo, this.#action),
      labelled(words.deleteOf, this.#back),
      this.#reason,
      ...this.#address.elements,
    ];
    // Who is not banned is banned from no address, and for no reason.
    this.#action.addEventListener("change", () => {
      const isBan = this.action.action === "ban";
      this.#reason.hidden = !isBan;
      this.#address.hidden = !isBan;
    });
  }

  get action(): Chosen {
    const [, , action] = ACTIONS.find(([value]) => value === this.#action.value) ?? ACTIONS[1]!;
    const [back, reason] = [this.#back.value, this.#reason.value.trim()];
    const isBan = action.action === "ban";
    return {
      ...action,
      ...(isBan && this.#address.isChosen && { address: true }),
      ...(isBan && reason !== "" && { reason }),
      ...(back !== "" && { delete: back === "all" ? back : Number(back) }),
    };
  }
}

/** Asks once, with for how long, and how many people and messages it is about. */
async function isSure(
  action: SeveralAction,
  length: string,
  room: Room,
  several: Several,
): Promise<boolean> {
  const { names, action: kind } = action;
  const count = names.length;
  const label = isolated(room.label);
  const askBan = action.address ? words.askBanByAddress : words.askBan;
  const [question, yes] = kind === "ban"
    ? [askBan(count, label, length), words.doBan]
    : kind === "kick"
    ? [words.askKick(count, label), words.doKick]
    : [words.askDelete(count, label), words.doDelete];
  if (action.delete === undefined) return await confirm(question, yes);
  const { people, more } = await several.list(action.delete === "all" ? undefined : action.delete);
  const chosen = new Set(names);
  const said = people.filter(({ name }) => chosen.has(name)).reduce(
    (sum, one) => sum + one.said,
    0,
  );
  return await confirm(`${question} ${words.askMessages(said, more)}`, yes);
}

function labelled(text: string, field: HTMLElement): HTMLElement {
  return element("label", { className: "field" }, element("span", {}, text), field);
}
