import { assert, assertEquals, assertRejects } from "@std/assert";
import { Member } from "../../../../hub/people/member.ts";
import { MemoryJournal } from "../../../support/memory/memory_journal.ts";
import { Searches } from "../../../../hub/log/search_limits.ts";
import { type Answer, ProtocolError } from "../../../../protocol.ts";
import { OpenHub } from "../../../support/hub/open_hub.ts";

const QUESTION = { type: "search", room: "lobby", q: "straw", before: Infinity, limit: 9 } as const;
const HAY = "hay ".repeat(500);

/** A room with much hay, and how often it is read. */
async function haystack(messages: number) {
  const journal = new MemoryJournal();
  await journal.createRoom("lobby", "lobby");
  const entry = { type: "said", room: "lobby", from: "ada", at: 1, text: HAY } as const;
  for (let i = 0; i < messages; i += 90) {
    const drafts = Array.from({ length: 90 }, (_, j) => ({
      by: "ada",
      entry: { ...entry, id: String(i + j) },
    }));
    await journal.append("lobby", drafts);
  }
  return { key: "lobby", name: "lobby", journal };
}

function person(name: string): Member {
  return new Member({ id: `guest:${name}`, name, key: name, guest: true });
}

/** Searches again and again until that is refused, and gives how often it was answered, and why not. */
async function searchUntilRefused(
  searches: Searches,
  place: Awaited<ReturnType<typeof haystack>>,
  member: Member,
  at: number,
): Promise<[number, ProtocolError]> {
  for (let answered = 0;; answered++) {
    try {
      await searches.in(place, member, QUESTION, at);
    } catch (error) {
      if (error instanceof ProtocolError) return [answered, error];
      throw error;
    }
  }
}

Deno.test("Who searches too much is refused, told until when, and then may again", async () => {
  const searches = new Searches({ now: () => 0 });
  const place = await haystack(1_800);
  const ada = person("ada");
  const [answered, { reason, retry = 0 }] = await searchUntilRefused(searches, place, ada, 1);
  assert(answered >= 2, `only ${answered}`);
  assertEquals(reason, "too-fast");
  assert(retry > 0 && retry < 1_000, `${retry} ms`);
  // Others are not kept from it by one.
  const found = await searches.in(place, person("bob"), QUESTION, 1);
  assertEquals(found.type, "found");
  const again = await searches.in(place, ada, QUESTION, 1 + retry);
  // What time has given back is little, so it stops early, and says where.
  assert(again.type === "found" && again.before !== undefined && again.before > 1);
});

Deno.test("Where limits are off nobody searches too much, and no answer looks longer", async () => {
  const clock = { at: 0 };
  const now = () => clock.at += 1;
  const place = await haystack(1_800);
  const ada = person("ada");
  for (const shares of ["on", "off"] as const) {
    const searches = new Searches({ now }, shares);
    let refused = 0;
    for (let asked = 0; asked < 60; asked++) {
      try {
        const found = await searches.in(place, ada, QUESTION, 1);
        assert(found.type === "found" && (found.before ?? 0) > 1, "it looked through all of it");
      } catch (error) {
        if (!(error instanceof ProtocolError)) throw error;
        assertEquals(error.reason, "too-fast");
        refused++;
      }
    }
    assertEquals(refused > 0, shares === "on");
  }
});

Deno.test("All together have a share of the server, however many they are", async () => {
  const searches = new Searches({ now: () => 0 });
  const place = await haystack(1_800);
  let answered = 0;
  let people = 0;
  for (let count = 1; count > 0; people++) {
    [count] = await searchUntilRefused(searches, place, person(`eve-${people}`), 1);
    answered += count;
  }
  assert(people < 20, `${people} people searched ${answered} times`);
  const refused = () => searches.in(place, person("bob"), QUESTION, 1);
  const { reason, retry } = await assertRejects(refused, ProtocolError);
  assert(reason === "too-fast" && retry !== undefined && retry < 1_000);
});

Deno.test("One search of a person is under way at a time, and others don't wait for it", async () => {
  const searches = new Searches({ now: () => 0 });
  const memory = await haystack(90);
  let under = 0;
  let most = 0;
  const gates: PromiseWithResolvers<void>[] = [];
  const journal = {
    async read(...asked: Parameters<MemoryJournal["read"]>) {
      most = Math.max(most, ++under);
      const gate = Promise.withResolvers<void>();
      gates.push(gate);
      await gate.promise;
      under--;
      return await memory.journal.read(...asked);
    },
  };
  const ada = person("ada");
  const place = { ...memory, journal };
  const asked: Promise<Answer>[] = [];
  for (const member of [ada, ada, ada]) {
    asked.push(searches.in(place, member, QUESTION, 1));
  }
  await Promise.resolve();
  asked.push(searches.in(place, person("bob"), QUESTION, 1));
  let ended = false;
  const all = Promise.all(asked).finally(() => ended = true);
  while (!ended) {
    gates.shift()?.resolve();
    await new Promise((resolve) => setTimeout(resolve));
  }
  assertEquals((await all).map(({ type }) => type), ["found", "found", "found", "found"]);
  assertEquals(most, 2);
});

Deno.test("The hub answers who searches too much with a refusal and when to try again", async () => {
  await using chat = await OpenHub.with();
  const [ada] = await chat.enters("ada", "lobby");
  await chat.journal.append(
    "lobby",
    Array.from({ length: 90 }, (_, i) => ({
      by: "ada",
      entry: { type: "said", room: "lobby", from: "ada", at: 1, id: String(i), text: HAY } as const,
    })),
  );
  for (let asked = 0; asked < 1_000; asked++) {
    const answer = await chat.answers(ada, QUESTION);
    if (answer.type !== "refused") continue;
    assertEquals(answer.reason, "too-fast");
    assert((answer.retry ?? 0) > 0);
    assertEquals((await chat.answers(ada, QUESTION, 1 + answer.retry!)).type, "found");
    return;
  }
  throw new Error("nothing was refused");
});
