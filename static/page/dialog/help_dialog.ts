/**
 * What can be written, and which keys there are.
 *
 * @module
 */

import { strings } from "../../strings.ts";
import { more } from "../../strings/more.ts";
import { enterMakesLine } from "../browser_storage.ts";
import { COMMANDS } from "../visit/commands.ts";
import { openDialog } from "../dialog.ts";
import { element } from "../document.ts";

export async function openHelp(): Promise<void> {
  const keys: [string, string][] = [
    ["↑", more.keyEdit],
    ["Shift Tab, ↑ ↓", more.keyRead],
    ["Enter", more.keyMenu],
    ["→, r, e", more.keyActs],
    ["m", more.keyMention],
    ["Ctrl K, Ctrl G", strings.findRoom],
    ["Ctrl Shift F", strings.search],
    ["Alt ↑ ↓", more.keyNextRoom],
    ["Alt Shift ↑ ↓", more.keyNextUnread],
    ["Ctrl B, I, E, K", more.keyMark],
    ...enterMakesLine()
      ? [["Enter", more.keyLine], ["Ctrl Enter, ⌘ Enter", more.keySend]] as [string, string][]
      : [["Enter, Ctrl Enter", more.keySend], ["Shift Enter", more.keyLine]] as [string, string][],
    ["Tab, Shift Tab", more.keyIndent],
    ["**b** *i* ~~s~~ `c` > q", more.keyMarkup],
    ["- a, 1. b, - [x] c, # d", more.keyLists],
    ["[a](https://…)", more.keyLink],
    ["||a||", more.keyHidden],
    ["```js", more.keyCode],
    ["| a | b |", more.keyTable],
    ["\\*", more.keyEscape],
  ];
  const commands = COMMANDS.map(({ name, usage }) => [`/${name}`, usage]);
  const rows = [...keys, ...commands].flatMap(([what = "", meaning = ""]) => [
    element("dt", {}, element("code", {}, what)),
    element("dd", {}, meaning),
  ]);
  await openDialog(more.help, element("dl", { tabIndex: 0 }, ...rows));
}
