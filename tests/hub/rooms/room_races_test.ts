import { assertEquals } from "@std/assert";
import type { Policy } from "../../../hub/permissions/policy.ts";
import { MemoryPolicies } from "../../support/memory/memory_policies.ts";
import { MemoryJournal } from "../../support/memory/memory_journal.ts";
import { MemoryReadPositions } from "../../support/memory/memory_read_positions.ts";
import { fill } from "../log/journal_contract.ts";
import { saying, words } from "../../support/hub/log.ts";
import { OpenHub } from "../../support/hub/open_hub.ts";
import { OpenRoom } from "../../support/hub/open_room.ts";

const DEN = { room: "den" } as const;

Deno.test("Room stays unsure of its log when that was doubted again while it looked", async () => {
  await using lobby = await OpenRoom.with();
  const { journal, room } = lobby;
  const hold = journal.hold();
  const looking = room.advance();
  room.doubt();
  hold[Symbol.dispose]();
  assertEquals(await looking, true);
  assertEquals(room.unsure, true);
  assertEquals(await room.advance(), true);
  assertEquals(room.unsure, false);
});

Deno.test("Of two looks at a log, the one that began last makes a room sure", async () => {
  await using lobby = await OpenRoom.with();
  const { journal, room } = lobby;
  const hold = journal.hold();
  const first = room.advance();
  const second = room.advance();
  hold[Symbol.dispose]();
  await first;
  await second;
  assertEquals(room.unsure, false);
});

Deno.test("A ban that lands while the room is opened holds", async () => {
  await using chat = await OpenHub.with();
  const { policies } = chat.ground;
  const [ada] = await chat.enters("ada", "den");
  const bob = await chat.connects("bob");
  const changes = policies.holdChanges();
  chat.asks(ada, { type: "ban", ...DEN, name: "bob", ref: 7 });
  // Nobody is there any more, so it is put away, and opened anew for bob.
  await chat.answers(ada, { type: "leave", ...DEN });
  chat.ticks();
  const reads = policies.holdReads();
  chat.asks(bob, { type: "join", ...DEN, ref: 8 });
  changes[Symbol.dispose]();
  await ada.hears("done");
  reads[Symbol.dispose]();
  assertEquals((await bob.hears("refused")).reason, "forbidden");
  assertEquals(await chat.refuses(bob, { type: "join", ...DEN }), "forbidden");
});

/** Policies that were changed, which are told one by one, as a test lets them. */
class SlowPolicies extends MemoryPolicies {
  #told = Promise.resolve();

  hold(): Disposable {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#told = promise;
    return { [Symbol.dispose]: resolve };
  }

  override async *changes(): AsyncIterable<[string, Policy]> {
    const some = await Array.fromAsync(super.changes());
    await this.#told;
    yield* some;
  }
}

/** A journal in which another server writes when the test says so. */
class HintedJournal extends MemoryJournal {
  #hinted = Promise.withResolvers<void>();
  #looked = Promise.withResolvers<void>();

  /** Says that there is news; resolves when it was looked at. */
  hint(): Promise<void> {
    this.#looked = Promise.withResolvers();
    this.#hinted.resolve();
    return this.#looked.promise;
  }

  override async *follow(signal: AbortSignal): AsyncIterable<void> {
    signal.addEventListener("abort", () => this.#hinted.resolve());
    while (true) {
      await this.#hinted.promise;
      if (signal.aborted) return;
      this.#hinted = Promise.withResolvers();
      yield;
      this.#looked.resolve();
    }
  }
}

Deno.test("A ban that lands while policies of other servers are read holds", async () => {
  const journal = new HintedJournal();
  const policies = new SlowPolicies();
  const ground = {
    journal,
    policies,
    positions: new MemoryReadPositions(journal),
    known: new Map(),
  };
  await using chat = await OpenHub.over(ground);
  const [ada] = await chat.enters("ada", "den");
  const bob = await chat.connects("bob");
  const hold = policies.hold();
  // The room's policy, without a ban, is on its way from the store.
  const looked = journal.hint();
  await new Promise((resolve) => setTimeout(resolve));
  await chat.does(ada, { type: "ban", ...DEN, name: "bob" });
  hold[Symbol.dispose]();
  await looked;
  assertEquals(await chat.refuses(bob, { type: "join", ...DEN }), "forbidden");
});

Deno.test("What another server stores is shown when the policy that it stored before applies", async () => {
  const journal = new HintedJournal();
  const policies = new SlowPolicies();
  const positions = new MemoryReadPositions(journal);
  await using chat = await OpenHub.over({ journal, policies, positions, known: new Map() });
  const [ada] = await chat.enters("ada", "den");
  const hold = policies.hold();
  const looked = journal.hint();
  // Policies are read; now somebody is muted elsewhere, and that is said.
  await new Promise((resolve) => setTimeout(resolve));
  await fill(journal, "den", [saying("den", "too early")]);
  hold[Symbol.dispose]();
  await looked;
  assertEquals((await chat.enters("bob", "den"))[1].head, 0);
  await journal.hint();
  assertEquals((await ada.sees("said")).id, "too early");
});

Deno.test("A log that is trimmed while the room is opened starts where it does", async () => {
  await using chat = await OpenHub.with("den");
  const { memory } = chat.journal;
  await fill(memory, "den", words(50).map((id) => saying("den", id)));
  const bob = await chat.connects("bob");
  const reads = chat.ground.policies.holdReads();
  chat.asks(bob, { type: "join", ...DEN, after: 0 });
  // What is to be read of it is.
  await new Promise((resolve) => setTimeout(resolve));
  const head = await memory.trim("den", 41);
  chat.hub.handle({ type: "trimmed", room: "den", head: head! });
  reads[Symbol.dispose]();
  assertEquals((await bob.hears("joined")).first, 41);
});
