/// <reference lib="dom" />
import { assertEquals } from "@std/assert";
import { LIMITS, type RoomSummary } from "../../../../protocol.ts";
import { Chat } from "../../../../static/page/chat.ts";
import { summary } from "../../../client/connection/support/scripted_server.ts";

function welcome(chat: Chat, rooms: RoomSummary[]): void {
  const who = { you: "ada", guest: true, token: "secret", server: "test/0" };
  chat.handle({ type: "welcome", v: 1, ...who, limits: LIMITS, rooms });
}

Deno.test("Chat lists direct rooms by what was said last, of each connection anew", () => {
  const chat = new Chat({ now: () => 0 });
  const names = () => chat.directRooms.map(({ title }) => title);
  const directs = (...names: string[]) => names.map((name) => summary(`@ada,${name}`, 3));
  welcome(chat, directs("bob", "carol", "dan"));
  assertEquals(names(), ["bob", "carol", "dan"]);
  const said = (from: string, seq: number) =>
    chat.handle({
      ...{ type: "said", room: `@ada,${from}`, id: `${from}${seq}`, seq, at: 1, from, text: "hi" },
    });
  said("dan", 4);
  assertEquals(names(), ["dan", "bob", "carol"]);
  said("carol", 2);
  assertEquals(names(), ["dan", "bob", "carol"], "it is older than what is known");
  welcome(chat, directs("carol", "dan", "bob"));
  assertEquals(names(), ["carol", "dan", "bob"]);
});
