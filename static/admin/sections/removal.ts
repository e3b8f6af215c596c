/**
 * All that somebody said lately, to be deleted at once.
 *
 * @module
 */

import { isolated } from "../../../protocol/name.ts";
import { button, element } from "../../page/document.ts";
import { admin as words } from "../../strings/admin.ts";
import { choice, field, path, type SectionContext, showDialog, when } from "../section.ts";

/** What would be deleted. */
interface Preview {
  readonly count: number;
  readonly more: boolean;
  readonly messages: readonly { room: string; seq: number; at: number; text: string }[];
}

export async function openRemoval(name: string, context: SectionContext): Promise<void> {
  const hours = choice([
    ["1", words.hours(1)],
    ["24", words.days(1)],
    ["168", words.days(7)],
    ["720", words.days(30)],
  ], "24");
  const found = element("p", { role: "status" });
  const sample = element("ul", { className: "sample" });
  // It has to be reached by who has only a keyboard, as it scrolls.
  sample.tabIndex = 0;
  sample.hidden = true;
  const problem = element("p", { className: "problem", role: "alert" });
  const where = path("people", name, "messages");
  const attempt = async (act: () => Promise<void>) => {
    problem.textContent = "";
    try {
      await act();
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
    }
  };
  const count = () =>
    attempt(async () => {
      remove.disabled = true;
      const asked = `${where}?hours=${hours.value}`;
      const { count, more, messages } = await context.session.ask<Preview>("GET", asked);
      found.textContent = more ? words.foundAtLeast(count) : words.found(count);
      sample.replaceChildren(...messages.map(({ room, at, text }) =>
        element("li", {}, element("span", { className: "note" }, `#${room} ${when(at)} `), text)
      ));
      sample.hidden = messages.length === 0;
      // What is in direct rooms alone is deleted as well.
      remove.disabled = false;
    });
  const remove = button(words.deleteAll, () =>
    attempt(async () => {
      await context.session.ask("DELETE", where, { hours: Number(hours.value) });
      dialog.close();
      context.reporter.done(words.deletingBegun);
    }), "grave");
  remove.disabled = true;
  hours.addEventListener("change", count);
  const hint = element("p", { className: "note" }, `${words.directToo} ${words.cantUndo}`);
  const dialog = await showDialog(
    ...[words.messagesTitle(isolated(name)), field(words.lastTime, hours), found, sample] as const,
    ...[hint, problem, remove] as const,
  );
  dialog.id = "removal";
  await count();
}
