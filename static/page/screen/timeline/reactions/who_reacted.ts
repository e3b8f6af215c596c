/**
 * Who reacted to a message, and how: a list that opens beside it.
 *
 * @module
 */

import type { Said } from "../../../../../protocol.ts";
import { more } from "../../../../strings/more.ts";
import { element, style } from "../../../document.ts";
import { openBeside } from "../../../menu.ts";
import { inOneLine } from "../reactions.ts";

/** @param first which reaction stands above the others */
export async function openWhoReacted(said: Said, at: Element, first?: string): Promise<void> {
  await Promise.all([style("menu"), style("conversation/acts")]);
  const all = Object.entries(said.reactions ?? {})
    .toSorted(([one], [other]) => Number(other === first) - Number(one === first));
  const title = element("h2", {}, more.reactions);
  const rows = all.map(([emoji, names]) =>
    element(
      ...["div", {}, element("dt", {}, emoji)] as const,
      element("dd", { dir: "auto" }, inOneLine(names)),
    )
  );
  const list = element("div", {
    className: "menu who-reacted",
    role: "dialog",
    popover: "auto",
    tabIndex: -1,
  });
  list.ariaLabel = more.reactions;
  list.append(title, element("dl", {}, ...rows));
  openBeside(list, at, "start");
  list.focus();
}
