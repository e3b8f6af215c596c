import { assertEquals, assertThrows } from "@std/assert";
import { openPolicy, type Policy, POLICY_MAX } from "../../../hub/permissions/policy.ts";
import { applied, type Decision, type Subject } from "../../../hub/permissions/actions.ts";
import { type ModerationAction, ProtocolError } from "../../../protocol.ts";
import { fullPolicy } from "./policies_contract.ts";

const ROOM = { room: "den" } as const;

function subject(name: string): Subject {
  return { id: `guest:${name}`, key: name, name, admin: false, addresses: [] };
}

/** A policy after its owner decided something, `at` that time. */
function decided(
  policy: Policy,
  action: ModerationAction,
  at = 1,
  rest: Partial<Decision> = {},
): Policy {
  const about = "name" in action ? subject(action.name) : undefined;
  return applied(policy, { action, role: "owner", subject: about, present: [], at, ...rest });
}

Deno.test("A policy that is full takes no more, and says so", () => {
  const full: Policy = { ...fullPolicy() };
  const ids = (count: number) => Array.from({ length: count }, (_, i) => `guest:${i}`);
  const sanctions = (count: number) => ids(count).map((id) => ({ id, key: id }));
  const policy = {
    ...full,
    invited: ids(POLICY_MAX.invited),
    moderators: ids(POLICY_MAX.moderators),
    mutes: sanctions(POLICY_MAX.mutes),
    bans: sanctions(POLICY_MAX.bans),
  };
  const name = "bob";
  const more: ModerationAction[] = [
    { type: "invite", ...ROOM, name },
    { type: "mute", ...ROOM, name, ms: 1 },
    { type: "ban", ...ROOM, name },
    { type: "moderator", ...ROOM, name, on: true },
  ];
  for (const action of more) {
    const error = assertThrows(() => decided(policy, action), ProtocolError, "at most");
    assertEquals(error.reason, "forbidden");
  }
  const presence = { present: ["guest:new"] };
  const closing = { type: "access", ...ROOM, access: "listed" } as const;
  assertThrows(() => decided({ ...policy, access: "open" }, closing, 1, presence), ProtocolError);
});

Deno.test("Mutes and bans that have ended make place for others", () => {
  const ended = Array.from({ length: POLICY_MAX.bans }, (_, i) => ({ key: `k${i}`, until: 10 }));
  const policy = { ...openPolicy("ada"), bans: ended };
  const ban = { type: "ban", ...ROOM, name: "bob", ms: 5 } as const;
  assertThrows(() => decided(policy, ban, 9), ProtocolError);
  assertEquals(decided(policy, ban, 10).bans.map(({ key, until }) => [key, until]), [["bob", 15]]);
});

Deno.test("A second mute takes the place of the first", () => {
  const mute = { type: "mute", ...ROOM, name: "bob", ms: 100 } as const;
  const { mutes } = decided(decided(openPolicy("ada"), mute), { ...mute, ms: 5 });
  assertEquals(mutes, [{ id: "guest:bob", key: "bob", until: 6, at: 1 }]);
});

Deno.test("Only the newest kicks are remembered", () => {
  let policy = openPolicy("ada");
  for (let at = 0; at < POLICY_MAX.kicks + 5; at++) {
    policy = decided(policy, { type: "kick", ...ROOM, name: "bob" }, at);
  }
  assertEquals(policy.kicks.length, POLICY_MAX.kicks);
  assertEquals(policy.kicks[0]?.at, 5);
});

Deno.test("Who is banned is nothing in the room any more, and can't be invited", () => {
  const name = "bob";
  const made = decided(openPolicy("ada"), { type: "moderator", ...ROOM, name, on: true });
  const banned = decided(made, { type: "ban", ...ROOM, name });
  assertEquals([banned.moderators, banned.invited], [[], []]);
  assertThrows(() => decided(banned, { type: "invite", ...ROOM, name }), ProtocolError, "banned");
});
