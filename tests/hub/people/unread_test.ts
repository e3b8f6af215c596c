import { assert, assertEquals } from "@std/assert";
import type { Head } from "../../../hub/log/journal.ts";
import type { Kept } from "../../../hub/log/kept_entry.ts";
import {
  type KnownRoom,
  LOOKED_IN_ROOM_MAX,
  LOOKED_MAX,
  positionsOf,
} from "../../../hub/people/unread.ts";
import { upTo } from "../../support/hub/log.ts";

const ADA = { id: "guest:ada", key: "ada" };

/** A room with so many messages, of which ada has read none. */
function roomOf(key: string, said: number): KnownRoom {
  const head: Head = { name: key, epoch: "e", first: 1, seq: said, said, topic: "" };
  return { key, head, read: { seq: 0, nth: 0 }, called: 0 };
}

/** What is kept of a message that bob said. */
function kept(room: string, seq: number): Kept {
  const entry = { type: "said", room, seq, id: `${seq}`, from: "bob", at: 1, text: "hi" } as const;
  return { entry, by: "guest:bob", nth: seq };
}

/** Counts what ada has not read, and tells how many entries were looked at for it. */
async function count(rooms: readonly KnownRoom[]): Promise<{ unread: number[]; looked: number }> {
  let looked = 0;
  const positions = await positionsOf(rooms, ADA, undefined, (room, after, limit) => {
    const head = rooms.find(({ key }) => key === room)!.head.seq;
    looked += limit;
    return Promise.resolve(
      upTo(head, Math.max(after + 1, head - limit + 1)).map((seq) => kept(room, seq)),
    );
  });
  return { unread: positions.map(({ unread }) => unread), looked };
}

Deno.test("What is looked at to count what is unread does not grow with what there is", async () => {
  const counted = await count([roomOf("a", 100_000)]);
  assertEquals(counted, { unread: [100_000], looked: LOOKED_IN_ROOM_MAX });
  const rooms = upTo(500).map((i) => roomOf(`room-${i}`, 1_000));
  const { unread, looked } = await count(rooms);
  assert(looked <= LOOKED_MAX, `${looked}`);
  assertEquals(new Set(unread), new Set([1_000]));
});

Deno.test("Nothing is looked at in rooms in which nothing was said since", async () => {
  const room = roomOf("a", 10);
  assertEquals(await count([{ ...room, read: { seq: 10, nth: 10 } }]), { unread: [0], looked: 0 });
});
