import { assertEquals, assertThrows } from "@std/assert";
import { type Charter, CHARTER_MAX, openCharter } from "../../hub/charter.ts";
import { type Decision, ruled, type Subject } from "../../hub/ruling.ts";
import { ProtocolError, type Ruling } from "../../protocol.ts";
import { fullCharter } from "./charters_contract.ts";

const ROOM = { room: "den" } as const;

function subject(name: string): Subject {
  return { id: `guest:${name}`, key: name, name, admin: false, addresses: [] };
}

/** A charter after its owner decided something, `at` that time. */
function decided(charter: Charter, ruling: Ruling, at = 1, rest: Partial<Decision> = {}): Charter {
  const about = "name" in ruling ? subject(ruling.name) : undefined;
  return ruled(charter, { ruling, rank: "owner", subject: about, present: [], at, ...rest });
}

Deno.test("A charter that is full takes no more, and says so", () => {
  const full: Charter = { ...fullCharter() };
  const ids = (count: number) => Array.from({ length: count }, (_, i) => `guest:${i}`);
  const sanctions = (count: number) => ids(count).map((id) => ({ id, key: id }));
  const charter = {
    ...full,
    invited: ids(CHARTER_MAX.invited),
    moderators: ids(CHARTER_MAX.moderators),
    mutes: sanctions(CHARTER_MAX.mutes),
    bans: sanctions(CHARTER_MAX.bans),
  };
  const name = "bob";
  const more: Ruling[] = [
    { type: "invite", ...ROOM, name },
    { type: "mute", ...ROOM, name, ms: 1 },
    { type: "ban", ...ROOM, name },
    { type: "moderator", ...ROOM, name, on: true },
  ];
  for (const ruling of more) {
    const error = assertThrows(() => decided(charter, ruling), ProtocolError, "at most");
    assertEquals(error.reason, "forbidden");
  }
  const crowd = { present: ["guest:new"] };
  const closing = { type: "door", ...ROOM, door: "listed" } as const;
  assertThrows(() => decided({ ...charter, door: "open" }, closing, 1, crowd), ProtocolError);
});

Deno.test("Mutes and bans that have ended make place for others", () => {
  const ended = Array.from({ length: CHARTER_MAX.bans }, (_, i) => ({ key: `k${i}`, until: 10 }));
  const charter = { ...openCharter("ada"), bans: ended };
  const ban = { type: "ban", ...ROOM, name: "bob", ms: 5 } as const;
  assertThrows(() => decided(charter, ban, 9), ProtocolError);
  assertEquals(decided(charter, ban, 10).bans.map(({ key, until }) => [key, until]), [["bob", 15]]);
});

Deno.test("A second mute takes the place of the first", () => {
  const mute = { type: "mute", ...ROOM, name: "bob", ms: 100 } as const;
  const { mutes } = decided(decided(openCharter("ada"), mute), { ...mute, ms: 5 });
  assertEquals(mutes, [{ id: "guest:bob", key: "bob", until: 6 }]);
});

Deno.test("Only the newest kicks are remembered", () => {
  let charter = openCharter("ada");
  for (let at = 0; at < CHARTER_MAX.kicks + 5; at++) {
    charter = decided(charter, { type: "kick", ...ROOM, name: "bob" }, at);
  }
  assertEquals(charter.kicks.length, CHARTER_MAX.kicks);
  assertEquals(charter.kicks[0]?.at, 5);
});

Deno.test("Who is banned is nothing in the room any more, and can't be invited", () => {
  const name = "bob";
  const made = decided(openCharter("ada"), { type: "moderator", ...ROOM, name, on: true });
  const banned = decided(made, { type: "ban", ...ROOM, name });
  assertEquals([banned.moderators, banned.invited], [[], []]);
  assertThrows(() => decided(banned, { type: "invite", ...ROOM, name }), ProtocolError, "banned");
});
