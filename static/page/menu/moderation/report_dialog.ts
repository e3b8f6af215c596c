/**
 * Says what a report carries, and to whom, and sends it.
 *
 * @module
 */

import { LIMITS, type Said } from "../../../../protocol.ts";
import type { Connection } from "../../../../client/connection.ts";
import type { Chat } from "../../chat.ts";
import { isDirect } from "../../../../protocol/name.ts";
import { moderation as words } from "../../../strings/moderation.ts";
import { element, style } from "../../document.ts";
import { inWords } from "../../screen/timeline/message.ts";
import { change } from "../../visit/actions.ts";
import { openForm } from "../../dialog/form_dialog.ts";

export async function openReport(
  said: Said,
  { chat, connection, draw }: { chat: Chat; connection: Connection; draw: () => void },
): Promise<void> {
  const copy = element("blockquote", { dir: "auto" }, `${said.from}: ${inWords(said)}`);
  const reason = element("textarea", {
    ...{ rows: 3, maxLength: LIMITS.reason, placeholder: words.reportReason, dir: "auto" },
  });
  reason.ariaLabel = words.reportReason;
  await style("people/moderation");
  const dialog = await openForm(words.reportTitle, {
    hint: isDirect(said.room) ? words.reportDirectHint : words.reportHint,
    fields: [copy, reason],
    yes: words.doReport,
    act: async () => {
      const report = { type: "report", room: said.room, of: said.seq } as const;
      const problem = await change(connection, { ...report, reason: reason.value.trim() });
      if (problem !== undefined) throw new Error(problem);
      chat.note(words.isReported, { isGood: true });
      draw();
    },
  });
  dialog.classList.add("care");
  reason.focus();
}
