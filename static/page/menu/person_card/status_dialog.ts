/**
 * Where somebody says how they are now, and until when.
 *
 * @module
 */
import type { People } from "../../../../client/connection/account/people.ts";
import type { PersonProfile, Status } from "../../../../protocol.ts";
import { PROFILE_LIMITS } from "../../../../protocol/name/profile_limits.ts";
import { briefly, restOfDay, strings } from "../../../strings.ts";
import { more } from "../../../strings/more.ts";
import { profileWords } from "../../../strings/profile.ts";
import { offer } from "../../dialog.ts";
import { openForm } from "../../dialog/form_dialog.ts";
import { button, element, style } from "../../document.ts";
import { isOver } from "../person_card.ts";
import { labelled } from "./profile_dialog.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Of a code point are at most two code units, so this many may be typed; the server counts. */
const STATUS_UNITS = 2 * PROFILE_LIMITS.status;

/** After how long it may end, in milliseconds from now. */
const ENDS: readonly (readonly [value: string, ms: (now: number) => number])[] = [
  ["half an hour", () => 30 * MINUTE_MS],
  ["an hour", () => 60 * MINUTE_MS],
  ["four hours", () => 240 * MINUTE_MS],
  ["today", restOfDay],
  ["a week", () => 7 * DAY_MS],
];
const NEVER = "never";
const KEPT = "kept";

export async function openStatus(people: People, person: PersonProfile): Promise<void> {
  await style("people/profile");
  const now = Date.now();
  const known = person.status && !isOver(person.status) ? person.status : undefined;
  const states = stateField(known?.state);
  const text = element("input", {
    ...{ value: known?.text ?? "", maxLength: STATUS_UNITS, dir: "auto", autocomplete: "off" },
    placeholder: profileWords.statusExample,
  });
  const end = endField(known, now);
  const dialog = await openForm(profileWords.setStatus, {
    hint: profileWords.statusHint,
    fields: [
      states.field,
      labelled(profileWords.statusText, text),
      labelled(profileWords.endsAfter, end),
    ],
    yes: more.save,
    act: async () => {
      const words = text.value.trim();
      const state = states.chosen();
      const until = untilOf(end.value, known, Date.now());
      const status: Status = {
        ...(state !== undefined && { state }),
        ...(words !== "" && { text: words }),
        ...(until !== undefined && { until }),
      };
      await people.change({ status: state || words ? status : null });
    },
  });
  dialog.id = "status-dialog";
  if (known) dialog.querySelector(".choices")?.prepend(clearButton(people, dialog));
  offer(text);
}

function clearButton(people: People, dialog: HTMLDialogElement): HTMLButtonElement {
  return button(profileWords.clearStatus, async () => {
    try {
      await people.change({ status: null });
      dialog.close();
    } catch (error) {
      const problem = dialog.querySelector(".problem");
      if (problem) problem.textContent = error instanceof Error ? error.message : String(error);
    }
  }, "quiet");
}

function stateField(known: Status["state"]): {
  field: HTMLElement;
  chosen: () => Status["state"];
} {
  const states = [undefined, "away", "dnd"] as const;
  const inputs = states.map((state) => {
    const input = element("input", { type: "radio", name: "state", value: state ?? "" });
    input.checked = state === known;
    return input;
  });
  const labels = states.map((state, i) => {
    const mark = element("i", { className: "state", ariaHidden: "true" });
    mark.dataset.state = state ?? "here";
    return element("label", {}, inputs[i]!, mark, nameOf(state));
  });
  const legend = element("legend", {}, profileWords.state);
  return {
    field: element("fieldset", { className: "states" }, legend, ...labels),
    chosen: () => states.find((_, i) => inputs[i]?.checked),
  };
}

function nameOf(state: Status["state"]): string {
  if (state === undefined) return profileWords.here;
  return state === "away" ? strings.presence.away : strings.presence.dnd;
}

function endField(known: Status | undefined, now: number): HTMLSelectElement {
  const select = element("select", {}, new Option(profileWords.never, NEVER));
  const until = known?.until;
  if (until !== undefined) {
    select.append(new Option(profileWords.until(briefly(until, now)), KEPT));
  }
  const names = [
    ...[profileWords.halfHour, profileWords.hour, profileWords.fourHours],
    ...[profileWords.today, profileWords.week],
  ];
  ENDS.forEach(([value], i) => select.append(new Option(names[i], value)));
  select.value = until === undefined ? NEVER : KEPT;
  return select;
}

function untilOf(value: string, known: Status | undefined, now: number): number | undefined {
  if (value === KEPT) return known?.until;
  const found = ENDS.find(([name]) => name === value);
  return found && now + found[1](now);
}
