import { assertEquals } from "@std/assert";
import type { Said } from "../../../../protocol.ts";
import { Others } from "../../../../client/terminal/view/others.ts";

Deno.test("What calls somebody has its words, but not of a private room, which a locked screen may show", () => {
  const others = new Others();
  const said: Said = {
    ...{ type: "said", room: "lobby", seq: 1, id: "1", from: "bob", at: 1 },
    text: "@ada: the plan is ready",
  };
  assertEquals(others.hear(said, "ada", "lobby"), "@ada: the plan is ready");
  const room = "~AAECAwQFBgcICQoLDA0ODw";
  assertEquals(others.hear({ ...said, room }, "ada", "lobby"), "you are mentioned");
  assertEquals(others.hear({ ...said, room, text: "the plan" }, "ada", "lobby"), undefined);
});
