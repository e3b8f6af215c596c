import { assertEquals } from "@std/assert";
import { readFileInput, readPath, readPaths } from "../../../../client/terminal/files/arguments.ts";

function read(line: string, here: string | undefined = "lobby") {
  const [, command = "", text = ""] = /^(\S+)\s*([^]*)$/.exec(line) ?? [];
  return readFileInput(command, text, here);
}

function sent(line: string): [string[], string] {
  const input = read(line);
  if (typeof input !== "object" || input.type !== "file") throw new Error(JSON.stringify(input));
  return [input.paths.map(({ text, isHome }) => (isHome ? "~/" : "") + text), input.text];
}

Deno.test("/file takes a path, and what is said with it", () => {
  assertEquals(sent("/file cat.png"), [["cat.png"], ""]);
  assertEquals(sent("/file cat.png look at\nthis, please"), [["cat.png"], "look at\nthis, please"]);
  assertEquals(sent("/file ~/cat.png"), [["~/cat.png"], ""]);
  assertEquals(sent("/file ~bob/cat.png"), [["~bob/cat.png"], ""]);
});

Deno.test("/file takes several paths with commas between them", () => {
  assertEquals(sent("/file a.png, b.png look"), [["a.png", "b.png"], "look"]);
  assertEquals(sent('/file "a b.png", c,d.csv, ~/e both'), [["a b.png", "c,d.csv", "~/e"], "both"]);
  assertEquals(sent("/file a.png,"), [["a.png"], ""]);
});

Deno.test("/file reads paths as shells do, and as terminals write what is dropped on them", () => {
  assertEquals(sent("/file 'a \"b\".png' hi"), [['a "b".png'], "hi"]);
  assertEquals(sent('/file "it\'s here.png"'), [["it's here.png"], ""]);
  assertEquals(sent("/file /tmp/a\\ b\\(1\\).png hi"), [["/tmp/a b(1).png"], "hi"]);
  assertEquals(sent("/file don't.txt hi"), [["don't.txt"], "hi"]);
  assertEquals(sent("/file file:///tmp/a%20b.png"), [["/tmp/a b.png"], ""]);
  assertEquals(readPath("C:\\pictures\\cat.png x", true).path?.text, "C:\\pictures\\cat.png");
  assertEquals(readPaths("").paths, []);
});

Deno.test("/save takes a number, and a path where the file is to be", () => {
  assertEquals(read("/save"), { type: "save", number: undefined, path: undefined });
  assertEquals(read("/save 3"), { type: "save", number: 3, path: undefined });
  assertEquals(read("/save [3]"), { type: "save", number: 3, path: undefined });
  const path = { text: "my pictures/", isHome: true };
  assertEquals(read('/save 12 ~/"my pictures/"'), { type: "save", number: 12, path });
});

Deno.test("Commands about files say what is missing", () => {
  assertEquals(typeof read("/file"), "string");
  assertEquals(typeof read("/save cat.png"), "string");
  assertEquals(typeof read("/save 1 a b"), "string");
  assertEquals(readFileInput("/file", "cat.png", undefined), "You are in no room: /join ROOM");
  assertEquals(readFileInput("/join", "games", "lobby"), undefined);
});
