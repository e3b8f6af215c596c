// @ts-check
/**
 * What can be written, and which keys there are.
 *
 * @module
 */

import { strings } from "../strings.js";
import { COMMANDS } from "./commands.js";
import { openDialog } from "./dialog.js";
import { element } from "./element.js";

export async function openHelp() {
  /** @type {[string, string][]} */
  const keys = [
    ["↑", strings.keyEdit],
    ["Shift Tab, ↑ ↓", strings.keyRead],
    ["Enter", strings.keyMenu],
    ["Ctrl K", strings.findRoom],
    ["Ctrl Shift F", strings.search],
    ["**b** *i* `c` > q", strings.keyMarkup],
  ];
  const commands = COMMANDS.map(({ name, usage }) => [`/${name}`, usage()]);
  const rows = [...commands, ...keys].flatMap(([what = "", meaning = ""]) => [
    element("dt", {}, element("code", {}, what)),
    element("dd", {}, meaning),
  ]);
  await openDialog(strings.help, element("dl", {}, ...rows));
}
