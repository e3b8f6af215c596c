import { assertEquals } from "@std/assert";
import { type Post, postOf, type Speech } from "../../../hub/log/posts.ts";
import { Listener } from "../../support/hub/listener.ts";

const { member } = new Listener("Ada");

function post(speech: Speech): Post {
  return postOf({ member, speech, room: "lobby", at: 7, role: "insider", count: 1 });
}

Deno.test("postOf is what somebody says, without what the room numbers, and whose it is", () => {
  const posts = [
    post({ type: "say", ref: 1, room: "LOBBY", id: "m", text: "hi" }),
    post({ type: "say", room: "lobby", id: "m", text: "hi", reply: 3 }),
    post({ type: "delete", ref: 1, room: "lobby", of: 3 }),
    post({ type: "react", room: "lobby", of: 3, emoji: "👍", on: false }),
  ];
  const about = { room: "lobby", from: "Ada", at: 7 };
  assertEquals<unknown>(posts.map(({ draft }) => draft.entry), [
    { type: "said", ...about, id: "m", text: "hi" },
    { type: "said", ...about, id: "m", text: "hi", reply: 3 },
    { type: "deleted", ...about, of: 3 },
    { type: "reacted", ...about, of: 3, emoji: "👍", on: false },
  ]);
  assertEquals(new Set(posts.map(({ draft }) => draft.by)), new Set(["guest:ada"]));
});
