/**
 * Every sentence that a language of the terminal has to have, as found in the source.
 *
 * @module
 */

import { COMMANDS, GROUPS } from "../../../client/terminal/commands/table.ts";
import { slashes } from "../../../client/connection/slash.ts";
import { FOREIGN } from "../../../client/program/languages.ts";
import { sourceFiles } from "../../support/source_tree.ts";

const TAGGED = /(?<![`.\w])(?:say|sentence)`((?:[^`\\]|\\.)*)`/g;
/** What parts that know no language throw, and the terminal prints. */
const THROWN = /\bnew \w*Error\(\s*(?:"[a-z-]+",\s*)?(?:"([^"]+)"|`([^`]+)`),?\s*[,)]/g;
/** Those which say that the program is wrong, and nobody else. */
const FOR_PROGRAMMERS =
  /^Cannot (?:connect: must be an http|send command: |open room: its secret|send files in a private|join: the room's)/;

/** The sentences, in which `{0}` stands for the first value. */
export async function sentencesOfTerminal(): Promise<Set<string>> {
  const files = (await sourceFiles(".ts")).filter(({ path }) => path.startsWith("client/"));
  const tagged = files.flatMap(({ text }) =>
    [...text.matchAll(TAGGED)].map(([, raw]) => raw ?? "")
  );
  const thrown = files.filter(({ path }) => /^client\/(connection|sealed|terminal)\b/.test(path))
    .flatMap(({ text }) => [...text.matchAll(THROWN)].map(([, it, raw = ""]) => it ?? keyOf(raw)))
    .filter((sentence) => / /.test(sentence) && !FOR_PROGRAMMERS.test(sentence));
  const orders = new Set(slashes.map(({ name }) => name));
  return new Set([
    ...tagged.map(keyOf),
    ...[...thrown, ...FOREIGN, ...Object.values(GROUPS)],
    // What the page has, too, is in the page's language.
    ...COMMANDS.filter(({ name }) => !orders.has(name)).map(({ about }) => about),
    ...COMMANDS.flatMap(({ more = [] }) => more),
  ]);
}

/** As the tag puts it together: values by their places. */
function keyOf(raw: string): string {
  let nth = 0;
  return raw.replace(/\$\{[^{}]*\}/g, () => `{${nth++}}`);
}
