// @ts-check
/**
 * What can be written, and which keys there are.
 *
 * @module
 */

import { strings } from "../strings.js";
import { more } from "../strings/more.js";
import { COMMANDS } from "./commands.js";
import { openDialog } from "./dialog.js";
import { element } from "./part.js";

export async function openHelp() {
  /** @type {[string, string][]} */
  const keys = [
    ["↑", more.keyEdit],
    ["Shift Tab, ↑ ↓", more.keyRead],
    ["Enter", more.keyMenu],
    ["Ctrl K", strings.findRoom],
    ["Ctrl Shift F", strings.search],
    ["**b** *i* `c` > q", more.keyMarkup],
  ];
  const commands = COMMANDS.map(({ name, usage }) => [`/${name}`, usage]);
  const rows = [...keys, ...commands].flatMap(([what = "", meaning = ""]) => [
    element("dt", {}, element("code", {}, what)),
    element("dd", {}, meaning),
  ]);
  await openDialog(more.help, element("dl", { tabIndex: 0 }, ...rows));
}
