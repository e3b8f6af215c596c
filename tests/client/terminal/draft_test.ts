import { assertEquals } from "@std/assert";
import { Draft, isAboutRoom } from "../../../client/terminal/draft.ts";

Deno.test("A draft belongs to the room in which it was begun, whatever happens before Enter", () => {
  const draft = new Draft();
  draft.typed("s", "kitchen");
  draft.typed("so", "lobby");
  assertEquals(draft.end("lobby"), "kitchen");
  assertEquals(draft.end("lobby"), "lobby");
});

Deno.test("A draft that was cleared is begun anew", () => {
  const draft = new Draft();
  draft.typed("s", "kitchen");
  draft.typed("", "kitchen");
  draft.typed("h", "lobby");
  assertEquals(draft.end("lobby"), "lobby");
});

Deno.test("A line is about its room if it would do something else in another", () => {
  for (
    const line of [
      "hello",
      "/edit better",
      "/delete",
      "/react 👍",
      "/topic Tea",
      "/kick bob",
      "/who",
      "/leave",
      "//x",
      "/search tea",
    ]
  ) {
    assertEquals(isAboutRoom(line, "kitchen", "lobby"), true, line);
  }
  for (
    const line of [
      "/help",
      "/rooms",
      "/join garden",
      "/msg bob hi",
      "/quit",
      "/who lobby",
      "/block bob",
      "",
    ]
  ) {
    assertEquals(isAboutRoom(line, "kitchen", "lobby"), false, line);
  }
});
