import { assertEquals, assertThrows } from "@std/assert";
import { BlockList } from "../../../hub/people/block_list.ts";
import type { Person } from "../../../hub/people/member.ts";
import { type Asker, Permissions, type RoomRef } from "../../../hub/permissions/permissions.ts";
import { SERVER } from "../../../hub/permissions/policies.ts";
import { openPolicy, type Policy } from "../../../hub/permissions/policy.ts";
import { ProtocolError } from "../../../protocol.ts";

const MINUTE = 60_000;
const DEN: RoomRef = { key: "den", name: "Den" };
const DIRECT: RoomRef = { key: "@ada,bob a b", name: "@ada,bob", people: ["a", "b"] };

/** Permissions by the policies of some rooms; the others are open. */
function permissionsBy(policies: Record<string, Policy>): Permissions {
  return new Permissions({ policy: (room) => policies[room] ?? openPolicy() });
}

/** Somebody who asks without a socket. */
function asker(id: string, more: Partial<Person> = {}): Asker {
  return { person: { id, name: id, key: id, guest: false, ...more }, address: undefined };
}

/** What somebody may do in a room: see it, read in it, say something, moderate it. */
function allowed(permissions: Permissions, who: Asker, room: RoomRef, at = 0): boolean[] {
  return [
    permissions.maySee(who, room, at),
    permissions.mayRead(who, room, at),
    permissions.maySay(who, room, at),
    permissions.mayModerate(who, room, at),
  ];
}

Deno.test("Permissions tell of a hidden room what each may do who asks without a socket", () => {
  const policy: Policy = {
    ...openPolicy("owner"),
    access: "hidden",
    moderators: ["moderator"],
    invited: ["guest", "muted"],
    mutes: [{ id: "muted", key: "muted", until: MINUTE }],
  };
  const permissions = permissionsBy({ den: policy });
  const of = (id: string, at?: number) => allowed(permissions, asker(id), DEN, at);
  assertEquals(of("owner"), [true, true, true, true]);
  assertEquals(of("moderator"), [true, true, true, true]);
  assertEquals(of("guest"), [true, true, true, false]);
  assertEquals(of("muted"), [true, true, false, false]);
  assertEquals(of("muted", MINUTE), [true, true, true, false]);
  assertEquals(of("stranger"), [false, false, false, false]);
  const administrator = asker("root", { admin: true });
  assertEquals(allowed(permissions, administrator, DEN), [true, true, true, true]);
});

Deno.test("Permissions let those who are banned see a room that is open, and no more", () => {
  const bans = [{ key: "bob", until: MINUTE }];
  const permissions = permissionsBy({ den: { ...openPolicy("ada"), bans } });
  assertEquals(allowed(permissions, asker("bob"), DEN), [true, false, false, false]);
  assertEquals(allowed(permissions, asker("bob"), DEN, MINUTE), [true, true, true, false]);
  const closed = permissionsBy({ den: { ...openPolicy("ada"), closed: true } });
  assertEquals(allowed(closed, asker("ada"), DEN), [false, false, false, false]);
});

Deno.test("Permissions let nobody into a direct room but its people, whatever their name", () => {
  const permissions = permissionsBy({});
  assertEquals(allowed(permissions, asker("a", { key: "ada" }), DIRECT), [true, true, true, false]);
  const namesake = asker("another", { key: "ada", admin: true });
  assertEquals(allowed(permissions, namesake, DIRECT), [false, false, false, false]);
  const history = { type: "history", room: DIRECT.name } as const;
  const refusal = assertThrows(
    () => permissions.authorize(history, namesake, DIRECT, 0),
    ProtocolError,
  );
  assertEquals(refusal.reason, "no-such-room");
});

Deno.test("Permissions let who has blocked everybody else in a direct room read, and say nothing", () => {
  const blocks = new BlockList(["bob"]);
  const ada = { ...asker("a", { key: "ada" }), blocks };
  assertEquals(allowed(permissionsBy({}), ada, DIRECT), [true, true, false, false]);
});

Deno.test("Permissions name a hidden room to who may not see it as they spell it", () => {
  const permissions = permissionsBy({ den: { ...openPolicy("ada"), access: "hidden" } });
  const history = { type: "history", room: "dEn" } as const;
  const refusal = assertThrows(
    () => permissions.authorize(history, asker("bob"), DEN, 0),
    ProtocolError,
    "no room dEn",
  );
  assertEquals(refusal.reason, "no-such-room");
});

Deno.test("Permissions let nobody connect who is banned from the server, but administrators", () => {
  const bans = [{ key: "bob", addresses: ["192.0.2.1"], until: MINUTE }];
  const permissions = permissionsBy({ [SERVER]: { ...openPolicy(), bans } });
  const [bob, ada, root] = [asker("bob"), asker("ada"), asker("root", { admin: true })];
  const there = { ...ada, address: "192.0.2.1" };
  assertEquals(
    [bob, ada, there, root].map((who) => permissions.mayConnect(who, 0)),
    [false, true, false, true],
  );
  assertEquals([bob, there].map((who) => permissions.mayConnect(who, MINUTE)), [true, true]);
  assertEquals([ada, root].map((who) => permissions.mayAdminister(who)), [false, true]);
});
