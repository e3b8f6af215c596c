/**
 * Words that are nowhere else, and where they are looked for.
 *
 * @module
 */
import type { TempFolder } from "../../support/temp_folder.ts";

/** So many words. */
export function planted(count: number): string[] {
  return Array.from({ length: count }, () => `plum${crypto.randomUUID().replaceAll("-", "")}`);
}

/** Which of some words are in a text, as they are or in base64. */
export function found(words: readonly string[], text: string): string[] {
  return words.filter((word) =>
    text.includes(word) || encoded(word).some((it) => text.includes(it))
  );
}

/** What base64 makes of the middle of a word, wherever it begins in what is encoded. */
function encoded(word: string): string[] {
  return [0, 1, 2].map((before) => {
    const letters = btoa(" ".repeat(before) + word);
    return letters.slice(4, 4 * Math.floor((before + word.length) / 3));
  });
}

/** All bytes of a store's files, as letters: the log of what is not in the store yet, too. */
export async function storedIn(folder: TempFolder): Promise<string> {
  let bytes = "";
  for await (const { name } of Deno.readDir(folder.path)) {
    if (!name.startsWith("chat.db")) continue;
    bytes += new TextDecoder("latin1").decode(await Deno.readFile(folder.file(name)));
  }
  return bytes;
}
