import { assertEquals, assertLess } from "@std/assert";
import { MemoryJournal } from "../../../hub/log/memory_journal.ts";
import { MemoryReadPositions } from "../../../hub/people/memory_read_positions.ts";
import { CALLED_MAX } from "../../../hub/mentions/mention.ts";
import { saying } from "../../support/log.ts";
import { stepsOf } from "../../support/steps.ts";

const HOUR_MS = 60 * 60 * 1000;
/** Rooms of others. */
const MANY = 2000;
/** What one look may take, far less than that. */
const FEW = 200;
const ADA = { id: "guest:ada", key: "ada" };

Deno.test("A journal in memory remembers ids for longer than a day, and not for ever", async () => {
  const journal = new MemoryJournal();
  await journal.found("lobby", "lobby");
  const say = (id: string, hours: number) =>
    journal.append("lobby", [saying("lobby", id, { at: hours * HOUR_MS })]);
  await say("first", 0);
  assertEquals("stored" in (await say("first", 25))[0]!, true);
  await say("second", 49);
  await say("third", 49);
  const [again] = await say("first", 49);
  assertEquals("entry" in again!, true, "it is long forgotten");
});

Deno.test("Where somebody is, is found in memory without a look at the rooms of others", async () => {
  const journal = new MemoryJournal();
  const positions = new MemoryReadPositions(journal);
  for (let i = 0; i < MANY; i++) {
    await journal.found(`room${i}`, `room${i}`);
    const key = `@bob,eve${i} guest:bob guest:eve${i}`;
    await journal.found(key, `@bob,eve${i}`, ["guest:bob", `guest:eve${i}`]);
  }
  const key = "@ada,bob guest:ada guest:bob";
  await journal.found(key, "@ada,bob", ["guest:ada", "guest:bob"]);
  await journal.append("room7", [saying("room7", "1", { text: "hello @ada", from: "bob" })]);
  assertLess(stepsOf(() => void positions.of(ADA)), FEW);
  assertLess(stepsOf(() => void positions.directs(ADA, "@ada,bob")), FEW);
  assertEquals((await positions.of(ADA)).map(({ room }) => room).sort(), ["@ada,bob", "room7"]);
});

Deno.test("A journal in memory remembers so many names that were called, and the last ones", async () => {
  const journal = new MemoryJournal();
  await journal.found("lobby", "lobby");
  for (let i = 0; i <= 100_000; i += CALLED_MAX) {
    const text = Array.from({ length: CALLED_MAX }, (_, j) => `@name${i + j}`).join(" ");
    await journal.append("lobby", [saying("lobby", `${i}`, { text })]);
  }
  assertEquals(journal.calls("name0"), []);
  assertEquals(journal.calls("name100000").length, 1);
});
