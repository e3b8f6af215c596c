import { assertEquals } from "@std/assert";
import { Listener } from "../support/hub/listener.ts";
import { OpenRoom } from "../support/hub/open_room.ts";

/** After what a tick may have something to do. */
const CHANGES: Record<string, (lobby: OpenRoom, ada: Listener) => unknown> = {
  "somebody joins": ({ room }) =>
    room.join(new Listener("bob").member, { type: "join", room: "Lobby" }),
  "somebody leaves": ({ room }, { member }) => room.leave(member),
  "somebody is removed": ({ room }, { member }) => room.release(member),
  "somebody is cut off": ({ room }, { member }) => room.lose(member, 0),
  "somebody can't be read to": ({ room }, { member }) => room.retryLater(member.follow(room, 0)),
  "what was said is stored": async (lobby, ada) => {
    lobby.says(ada, "hello");
    await lobby.settled();
  },
  "its log may have grown without it": ({ room }) => room.doubt(),
  "it was looked at, and somebody may still come back": ({ room }, { member }) => {
    room.lose(member, 0);
    room.tick(1);
  },
};

for (const [what, happens] of Object.entries(CHANGES)) {
  Deno.test(`Room asks to be looked at when ${what}`, async () => {
    await using lobby = await OpenRoom.with();
    const [ada] = await lobby.people("ada");
    lobby.changes = 0;
    await happens(lobby, ada);
    assertEquals(lobby.changes, what.startsWith("it was looked at") ? 2 : 1);
  });
}

Deno.test("Room in which nothing happens asks for nothing when it is looked at", async () => {
  await using lobby = await OpenRoom.with();
  const [ada] = await lobby.people("ada");
  lobby.says(ada, "hello");
  await lobby.settled();
  lobby.changes = 0;
  for (const at of [1, 2, 60_000]) lobby.room.tick(at);
  assertEquals(lobby.changes, 0);
});
