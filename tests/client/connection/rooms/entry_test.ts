import { assertEquals } from "@std/assert";
import { revise, type Revision } from "../../../../client/connection/log.ts";
import { said } from "../support/scripted_server.ts";

const MESSAGE = said("lobby", 1);
const about = { room: "lobby", seq: 2, of: 1, at: 7 };

function reacted(from: string, emoji: string, on: boolean): Revision {
  return { type: "reacted", ...about, from, emoji, on };
}

Deno.test("An edited message has its newest text, and says when it got that", () => {
  const edited = revise(MESSAGE, { type: "edited", ...about, from: "bob", text: "better" });
  assertEquals(edited, { ...MESSAGE, text: "better", edited: 7 });
});

Deno.test("Of a deleted message nothing is left, and nothing brings it back", () => {
  const liked = revise(MESSAGE, reacted("ada", "👍", true));
  const deleted = revise(liked, { type: "deleted", ...about, from: "bob" });
  assertEquals(deleted, { ...MESSAGE, text: "", deleted: true });
  const again = revise(deleted, { type: "edited", ...about, from: "bob", text: "still here" });
  assertEquals(revise(again, reacted("ada", "👍", true)), deleted);
});

Deno.test("An edit whose text went with a later deletion changes nothing", () => {
  const edited = revise(MESSAGE, { type: "edited", ...about, from: "bob", text: "" });
  assertEquals(edited, MESSAGE);
});

Deno.test("Reactions keep their places, count each person once, and go with the last one", () => {
  let message = MESSAGE;
  for (const emoji of ["👍", "🎉"]) message = revise(message, reacted("ada", emoji, true));
  for (const _ of [1, 2]) message = revise(message, reacted("bob", "👍", true));
  assertEquals(Object.entries(message.reactions ?? {}), [["👍", ["ada", "bob"]], ["🎉", ["ada"]]]);
  message = revise(revise(message, reacted("ada", "👍", false)), reacted("bob", "👍", false));
  assertEquals(message.reactions, { "🎉": ["ada"] });
});
