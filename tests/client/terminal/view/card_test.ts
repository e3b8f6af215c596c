import { assert, assertEquals } from "@std/assert";
import { ShownFiles } from "../../../../client/terminal/files/shown.ts";
import { Renderer } from "../../../../client/terminal/view/render.ts";
import { View } from "../../../../client/terminal/view.ts";
import type { FileInfo, Said } from "../../../../protocol.ts";
import { said } from "../../connection/support/scripted_server.ts";

const CAT: FileInfo = {
  id: "f1",
  url: "/files/f1/cat.png",
  name: "cat.png",
  type: "image/png",
  size: 120_400,
  width: 640,
  height: 480,
};
const SONG: FileInfo = { ...CAT, id: "f2", name: "song.ogg", type: "audio/ogg", duration: 66.6 };
const LOOKS = { colour: false, timeZone: "UTC" };

function rendered(message: Partial<Said>, columns = 100): string[] {
  const renderer = new Renderer({ ...LOOKS, columns: () => columns }, said("", 1).at);
  return renderer.said({ ...said("lobby", 1), ...message }, "ada", "lobby");
}

Deno.test("A file is a line below what was said with it, and says how to save it", () => {
  const { width: _, height: __, ...song } = SONG;
  const lines = rendered({ text: "look", files: [{ ...CAT, alt: "A cat" }, song] });
  assertEquals(lines.slice(1), [
    "      [1] cat.png (image/png, 640×480, 120 kB) “A cat” /save 1",
    "      [2] song.ogg (audio/ogg, 1:07, 120 kB) /save 2",
  ]);
  assert(lines[0]?.endsWith("bob  look"));
});

Deno.test("A message of nothing but files begins with the first of them", () => {
  const [first, second, ...rest] = rendered({ text: "", files: [CAT, SONG] });
  assert(first?.endsWith("bob  [1] cat.png (image/png, 640×480, 120 kB) /save 1"));
  assert(second?.startsWith("      [2] song.ogg "));
  assertEquals(rest, []);
});

Deno.test("Nothing in a file's name, type or description commands the terminal or begins a row", () => {
  const evil = "\x1b]0;x\x07\n12:00 ada  \u202e\x9b2J" + " ".repeat(200) + "12:00 ada  me";
  const lines = rendered({ text: "", files: [{ ...CAT, name: evil, type: evil, alt: evil }] }, 40);
  for (const [at, line] of lines.entries()) {
    assert(!/[\p{Cc}\u202e]/u.test(line), JSON.stringify(line));
    if (at > 0) assert(line.startsWith("      "), JSON.stringify(line));
  }
});

Deno.test("Somebody who reacts to a file, or deletes one of theirs, is told which", () => {
  const printed: string[] = [];
  const canvas = { columns: 80, print: (...lines: string[]) => printed.push(...lines) };
  const view = new View(
    { ...canvas, showBelow() {}, callOut() {} },
    new Renderer(LOOKS, said("", 1).at),
  );
  view.lookAt("lobby");
  view.show({ ...said("lobby", 1), text: "", files: [CAT] });
  const about = { room: "lobby", of: 1, from: "eve", at: said("", 1).at };
  view.show({ type: "reacted", seq: 2, emoji: "👍", on: true, ...about });
  assert(printed.at(-1)?.endsWith("eve reacted 👍 to “cat.png”"), printed.at(-1));
});

Deno.test("A file keeps its number, and numbers are forgotten, not given again", () => {
  const files = new ShownFiles();
  assertEquals([files.number(CAT), files.number(SONG), files.number(CAT)], [1, 2, 1]);
  assertEquals([files.find(1)?.id, files.find()?.id, files.find(3)], ["f1", "f2", undefined]);
  for (let nth = 3; nth <= 1_002; nth++) files.number({ ...CAT, id: `f${nth}` });
  assertEquals([files.find(2)?.id, files.find(3)?.id], [undefined, "f3"]);
  assertEquals(files.number(CAT), 1_003);
});
