import { assert, assertEquals } from "@std/assert";
import { MemoryJournal } from "../../support/memory/memory_journal.ts";
import { search, type Sought, STEP_WORK } from "../../../hub/log/search.ts";
import { OpenHub } from "../../support/hub/open_hub.ts";

/** A room in which these things were said, each as `name: text`. */
async function roomWith(...lines: string[]) {
  const journal = new MemoryJournal();
  await journal.createRoom("lobby", "Lobby");
  const drafts = lines.map((line, index) => {
    const [from = "", text = ""] = line.split(": ");
    const entry = {
      type: "said",
      room: "Lobby",
      id: String(index),
      from,
      at: index,
      text,
    } as const;
    return { by: from, entry };
  });
  await journal.append("lobby", drafts);
  return { key: "lobby", name: "Lobby", journal };
}

function sought(q: string, more: Partial<Sought> = {}): Sought {
  return { ref: 7, q, before: Infinity, limit: 20, ...more };
}

/** The numbers of what is found, and where it goes on. */
async function find(...asked: Parameters<typeof search>): Promise<[number[], number | undefined]> {
  const answer = await search(...asked);
  assert(answer.type === "found");
  assertEquals([answer.ref, answer.room], [7, "Lobby"]);
  return [answer.entries.map(({ seq }) => seq), answer.before];
}

Deno.test("Search finds what has all words in its text or its author's name, the newest first", async () => {
  const room = await roomWith(
    "ada: The tea is ready",
    "bob: Tea for two?",
    "tea_fan: here",
    "bob: x",
  );
  assertEquals(await find(room, sought("tea")), [[3, 2, 1], undefined]);
  assertEquals(await find(room, sought("TEA bob")), [[2], undefined]);
  assertEquals(await find(room, sought("tea coffee")), [[], undefined]);
});

Deno.test("Search has no regard to case and width, and finds Chinese inside of what has no spaces", async () => {
  const room = await roomWith(
    "余: 我们明天喝茶吧",
    "ada: ｆｕｌｌ width",
    "ada: ΣΊΣΥΦΟΣ",
    "ada: Ｔｅａ",
  );
  for (
    const [q, seq] of [["明天", 1], ["full", 2], ["ＦＵＬＬ", 2], ["σίσ", 3], ["tea", 4]] as const
  ) {
    assertEquals(await find(room, sought(q)), [[seq], undefined], q);
  }
});

Deno.test("Search goes on where it stopped, with nothing twice and nothing left out", async () => {
  const room = await roomWith(...Array.from({ length: 2_500 }, (_, i) => `ada: number ${i % 2}`));
  const found: number[] = [];
  for (let before: number | undefined = Infinity; before !== undefined;) {
    const [seqs, next] = await find(room, sought("number 1", { before, limit: 200 }));
    found.push(...seqs);
    before = next;
  }
  assertEquals(found, Array.from({ length: 1_250 }, (_, i) => 2_500 - 2 * i));
});

Deno.test("Search stops when it has looked for long enough, and says where", async () => {
  const room = await roomWith(...Array.from({ length: 3_500 }, () => "ada: hay"), "bob: needle");
  let ms = 0;
  const slowly = () => ms += 30; // A step a look: the second is the last one in time.
  const [found, before = Infinity] = await find(room, sought("straw"), { now: slowly });
  assertEquals(found, []);
  assert(before < 3_501 && before > 2_500, `went on to ${before}`);
  let next: number | undefined = before;
  let asked = 0;
  for (; next !== undefined; asked++) {
    [, next] = await find(room, sought("straw", { before: next }), { now: slowly });
  }
  assert(asked > 3, `${asked} times`);
});

Deno.test("A step of a search is as much work, however long the messages are", async () => {
  const longest = "\ufdfa".repeat(4_000);
  const words = `${"a ".repeat(99)}z`;
  for (
    const [text, q] of [["hay", "straw"], ["x ".repeat(2_000), words], [longest, "straw"]] as const
  ) {
    const room = await roomWith(...Array.from({ length: 300 }, () => `ada: ${text}`));
    const works: number[] = [];
    const spend = (work: number) => works.push(work) > 0;
    assertEquals(await find(room, sought(q), { spend, now: () => 0 }), [[], undefined]);
    // The last message of a step may go beyond it.
    const most = STEP_WORK + 64 + 4 * 20 * (text.length + 4);
    assert(works.every((work) => work <= most), `${Math.max(...works)} of ${most}`);
    if (text === longest) assert(works.length > 100, "it did too much at once");
  }
});

Deno.test("A search for twice as much takes about twice the work", async () => {
  const workFor = async (messages: number) => {
    const room = await roomWith(...Array.from({ length: messages }, () => "ada: some hay"));
    let sum = 0;
    await find(room, sought("straw"), { spend: (work) => (sum += work) > 0, now: () => 0 });
    return sum;
  };
  const [once, twice] = [await workFor(1_000), await workFor(2_000)];
  assert(twice < 2.2 * once, `${once} and ${twice}`);
});

Deno.test("A search whose work is used up stops, and says where", async () => {
  const room = await roomWith(...Array.from({ length: 2_000 }, () => "ada: hay"));
  let steps = 0;
  const spend = () => ++steps < 2;
  const [found, before] = await find(room, sought("straw"), { spend, now: () => 0 });
  assertEquals([found, steps], [[], 2]);
  assert(before !== undefined && before > 1);
});

Deno.test("Search does not find what was deleted, and finds what was edited as it is now", async () => {
  const room = await roomWith("ada: secret", "ada: coffee");
  const about = { room: "Lobby", from: "ada", at: 9 };
  await room.journal.append("lobby", [
    { by: "ada", entry: { type: "deleted", of: 1, ...about } },
    { by: "ada", entry: { type: "edited", of: 2, text: "tea", ...about } },
  ]);
  assertEquals(await find(room, sought("ada")), [[2], undefined]);
  assertEquals(await find(room, sought("tea")), [[2], undefined]);
  assertEquals(await find(room, sought("coffee")), [[], undefined]);
});

Deno.test("Who may read a room may search it, and to all others it is not there", async () => {
  await using chat = await OpenHub.with();
  const [ada, bob, carol] = await Promise.all(["ada", "bob", "carol"].map((n) => chat.connects(n)));
  chat.asks(ada!, { type: "say", to: ["bob"], id: "x", text: "between us" });
  await bob!.texts(1);
  const question = { type: "search", q: "between", before: Infinity, limit: 9 } as const;
  chat.asks(bob!, { ...question, room: "@ada,bob", ref: 1 });
  assertEquals((await bob!.hears("found")).entries.length, 1);
  for (const room of ["@ada,bob", "nowhere"]) {
    chat.asks(carol!, { ...question, room, ref: 2 });
    const { reason, ref } = await carol!.hears("refused");
    assertEquals([reason, ref], ["no-such-room", 2]);
  }
});
