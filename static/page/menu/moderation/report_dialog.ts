/**
 * Says what a report carries, and to whom, and sends it: of one message, or of one that is chosen among
 * the last of somebody.
 *
 * @module
 */

import { LIMITS, type Said } from "../../../../protocol.ts";
import type { Connection } from "../../../../client/connection.ts";
import { askWhenAllowed } from "../../../../client/connection/ask_when_allowed.ts";
import { CutError } from "../../../../client/connection/conversation.ts";
import type { Chat } from "../../chat.ts";
import type { Room } from "../../chat/room.ts";
import { isDirect, isolated, nameKey } from "../../../../protocol/name.ts";
import { briefly, dayAndTime, strings } from "../../../strings.ts";
import { moderation as words } from "../../../strings/moderation.ts";
import { element, style } from "../../document.ts";
import { inWords } from "../../screen/timeline/message/in_words.ts";
import { change } from "../../visit/actions.ts";
import { quoteOf } from "../about_message.ts";
import { offer } from "../../dialog.ts";
import { openForm } from "../../dialog/form_dialog.ts";

/** Messages among which one is chosen. */
const CHOICES_MAX = 10;
/** How often the server is asked for older entries until there are as many. */
const LOOKS_MAX = 5;
/** How long one is ready to wait for them, in milliseconds. */
const LOOK_MS = 3_000;

/** Who reports, and where that shows. */
export interface Reporter {
  readonly chat: Chat;
  readonly connection: Connection;
  readonly draw: () => void;
}

/** Reports a message. */
export async function openReport(said: Said, reporter: Reporter): Promise<void> {
  await openReportForm(words.reportTitle, said.room, reporter, {
    shown: quoteOf(said),
    hint: isDirect(said.room) ? words.reportDirectHint : words.reportHint,
    chosen: () => said.seq,
  });
}

/** Reports one of the last messages of somebody in a room, as far as one sees them. */
export async function openReportOf(name: string, room: Room, reporter: Reporter): Promise<void> {
  const { chat, connection, draw } = reporter;
  const found = await lastOf(name, room, connection).catch((error: unknown) => {
    if (error instanceof CutError) return strings.notNow;
    return error instanceof Error ? error.message : String(error);
  });
  if (typeof found === "string" || found.length === 0) {
    chat.note(typeof found === "string" ? found : words.nothingToReport(isolated(name)));
    return draw();
  }
  const [first] = found;
  if (found.length === 1 && first) return await openReport(first, reporter);
  const choice = element(
    "fieldset",
    { className: "messages" },
    element("legend", {}, words.reportWhich),
    ...found.map(asChoice),
  );
  const dialog = await openReportForm(words.reportOf(isolated(name)), room.name, reporter, {
    shown: choice,
    hint: room.isDirect ? words.reportOneDirectHint : words.reportOneHint,
    chosen: () => Number(choice.querySelector<HTMLInputElement>(":checked")?.value),
  });
  dialog.querySelector<HTMLInputElement>("[type=radio]")?.focus();
}

/** None is chosen beforehand: what is reported by mistake is read by others. */
function asChoice(said: Said): HTMLElement {
  const { seq, at } = said;
  const radio = element("input", { type: "radio", name: "message", required: true });
  radio.value = String(seq);
  const time = element("time", { className: "note", title: dayAndTime(at) });
  time.textContent = briefly(at, Date.now());
  return element("label", {}, radio, time, element("span", { dir: "auto" }, inWords(said)));
}

async function openReportForm(
  title: string,
  room: string,
  { chat, connection, draw }: Reporter,
  { shown, hint, chosen }: { shown: HTMLElement; hint: string; chosen: () => number },
): Promise<HTMLDialogElement> {
  const reason = element("textarea", {
    ...{ rows: 3, maxLength: LIMITS.reason, placeholder: words.reportReason, dir: "auto" },
  });
  reason.ariaLabel = words.reportReason;
  await style("people/moderation");
  const dialog = await openForm(title, {
    ...{ hint, fields: [shown, reason], yes: words.doReport },
    act: async () => {
      const report = { type: "report", room, of: chosen() } as const;
      const problem = await change(connection, { ...report, reason: reason.value.trim() });
      if (problem !== undefined) throw new Error(problem);
      chat.note(words.isReported, { isGood: true });
      draw();
    },
  });
  dialog.classList.add("care");
  offer(reason);
  return dialog;
}

/** The last messages of somebody, the newest first: those that the server lets us read. */
async function lastOf(name: string, room: Room, connection: Connection): Promise<Said[]> {
  const wanted = nameKey(name);
  const found: Said[] = [];
  const end = performance.now() + LOOK_MS;
  let before: number | undefined;
  for (let looks = 0; looks < LOOKS_MAX && found.length < CHOICES_MAX; looks++) {
    const where = {
      room: room.name,
      limit: LIMITS.history,
      ...(before !== undefined && { before }),
    };
    const { entries, more } = await askWhenAllowed(
      () => connection.ask({ type: "history", ...where }),
      end,
    );
    const said = entries.filter((entry): entry is Said =>
      entry.type === "said" && !entry.deleted && !entry.blocked && nameKey(entry.from) === wanted
    );
    found.push(...said.reverse());
    before = entries[0]?.seq;
    if (!more || before === undefined) break;
  }
  return found.slice(0, CHOICES_MAX);
}
