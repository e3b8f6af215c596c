import { assert, assertEquals, assertThrows } from "@std/assert";
import { readSettings, SettingError } from "../../../server/settings.ts";

function read(args: string[], variables: Record<string, string> = {}) {
  const settings = readSettings(args, (name) => ({ HOME: "/home/ada", ...variables })[name]);
  assert(typeof settings === "object");
  return settings.introduction;
}

Deno.test("readSettings reads what the server is called, and says to whoever comes", () => {
  assertEquals(read([]), undefined);
  assertEquals(read(["--title", " Class 7b ", "--welcome", "Hello.\r\nBe kind.\n"]), {
    ...{ title: "Class 7b", welcome: "Hello.\nBe kind." },
  });
  assertEquals(read(["--title", "A"], { TITLE: "B", WELCOME: "C" }), { title: "A", welcome: "C" });
});

Deno.test("readSettings refuses a title or a welcome that is too long or hides something", () => {
  const wrong: [string[], string][] = [
    [["--title", "x".repeat(41)], "Cannot read title: must be at most 40 code points, received 41"],
    [["--title", "two\nlines"], "Cannot read title: must be one line of plain text"],
    [["--title", "evil\u202etxt"], "Cannot read title: must be one line of plain text"],
    [["--welcome", "\x1b[2J"], "Cannot read welcome: must be plain text"],
    [["--welcome", "line\n".repeat(9)], "Cannot read welcome: must be at most 8 lines, received 9"],
    [
      ["--welcome", "x".repeat(501)],
      "Cannot read welcome: must be at most 500 code points, received 501",
    ],
  ];
  for (const [args, message] of wrong) assertThrows(() => read(args), SettingError, message);
});
