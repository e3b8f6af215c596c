import { assert, assertEquals, assertThrows } from "@std/assert";
import { LIMITS, ProtocolError } from "../../../protocol.ts";
import { parseCommand } from "../../../protocol/command.ts";

const SAY = { type: "say", room: "lobby", id: "1", text: "look" };

function filesOf(fields: Record<string, unknown>): unknown {
  const command = parseCommand(JSON.stringify({ ...SAY, ...fields }));
  assert(command.type === "say");
  return { text: command.text, files: command.files };
}

function refusal(files: unknown): ProtocolError {
  const line = JSON.stringify({ ...SAY, files });
  return assertThrows(() => parseCommand(line), ProtocolError, "", line.slice(0, 200));
}

Deno.test("parseCommand reads a file by its ID, and what is said of it", () => {
  assertEquals(filesOf({ files: ["a-1", { id: "b_2" }] }), {
    text: "look",
    files: [{ id: "a-1" }, { id: "b_2" }],
  });
  const told = { id: "c", name: "cat.png", alt: "A cat", preview: "d", size: 1 };
  assertEquals(filesOf({ files: [told] }), {
    text: "look",
    files: [{ id: "c", name: "cat.png", alt: "A cat", preview: "d" }],
  });
  const bare = { id: "c", name: null, alt: "", preview: null };
  assertEquals(filesOf({ files: [bare] }), { text: "look", files: [{ id: "c" }] });
});

Deno.test("parseCommand lets a message with files do without a text, and no other", () => {
  for (const text of ["", undefined, null]) {
    assertEquals(filesOf({ text, files: ["a"] }), { text: "", files: [{ id: "a" }] });
    assertThrows(() => filesOf({ text }), ProtocolError, "Cannot read text: must be");
    assertThrows(() => filesOf({ text, files: null }), ProtocolError, "Cannot read text: must be");
  }
  assertThrows(
    () => filesOf({ text: 7, files: ["a"] }),
    ProtocolError,
    "Cannot read text: must be",
  );
});

Deno.test("parseCommand refuses files that are not what they must be", () => {
  const bad = [[], "a", {}, 7, true, [7], [null], [""], ["a b"], ["é"], ["../a"], [["a"]], [{}]];
  const worse = [["x".repeat(65)], [{ id: 7 }], [{ id: "a", preview: "" }], ["a", "a"]];
  const names = [[{ id: "a", name: 7 }], [{ id: "a", alt: ["A cat"] }], [{ id: "a", preview: 7 }]];
  for (const files of [...bad, ...worse, ...names, [{ id: "a", preview: "a" }]]) {
    assertEquals(refusal(files).reason, "malformed", JSON.stringify(files));
  }
});

Deno.test("parseCommand refuses more files, or more said of them, than there may be", () => {
  const ids = Array.from({ length: LIMITS.files }, (_, i) => `f${i}`);
  assertEquals(filesOf({ files: ids }), { text: "look", files: ids.map((id) => ({ id })) });
  assertEquals(refusal([...ids, "one-more"]).reason, "too-long");
  const alt = "é".repeat(LIMITS.alt);
  assertEquals(filesOf({ files: [{ id: "a", alt: "e\u0301".repeat(LIMITS.alt) }] }), {
    text: "look",
    files: [{ id: "a", alt }],
  });
  assertEquals(refusal([{ id: "a", alt: alt + "!" }]).reason, "too-long");
  assertEquals(refusal([{ id: "a", name: "x".repeat(1_001) }]).reason, "too-long");
  // To put so many marks in order would take long: they are refused before.
  assertEquals(refusal([{ id: "a", alt: `a${"\u0301\u0323".repeat(200)}` }]).reason, "malformed");
});
