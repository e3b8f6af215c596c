import { assertEquals } from "@std/assert";
import type { Entry } from "../../../protocol.ts";
import { KvJournal } from "../../../server/kv/journal.ts";
import { fill, wholeLog } from "../../hub/log/journal_contract.ts";
import { saying, upTo } from "../../support/hub/log.ts";
import { StoreFile } from "../../support/store/store_file.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** Missed messages: few, about as many as come unasked, pages, the tail in memory, and many. */
const GAPS = [1, 39, 40, 41, 299, 300, 301, 4_095, 4_096, 4_097, 50_000];
/** What somebody had read before they were cut off. */
const KNOWN = 7;
/** What others say at least while somebody catches up, and how much of it is on its way at once. */
const LIVE = 50;
const AT_ONCE = 5;
/** Messages in one frame of who fills a gap. */
const FRAME = 100;

/** Someone who talks in a room until they are stopped. */
class Talker {
  readonly #client: TestClient;
  readonly #room: string;
  readonly #talking: Promise<void>;
  #isStopped = false;
  #said = 0;

  constructor(client: TestClient, room: string) {
    this.#client = client;
    this.#room = room;
    this.#talking = this.#talk();
    // Looked at when they are stopped.
    this.#talking.catch(() => {});
  }

  /** Stops them, and tells how much they said when all of it is stored. */
  async stops(): Promise<number> {
    this.#isStopped = true;
    await this.#talking;
    return this.#said;
  }

  async #talk(): Promise<void> {
    while (!this.#isStopped || this.#said < LIVE) {
      for (let i = 0; i < AT_ONCE; i++) {
        const text = `live ${++this.#said}`;
        this.#client.say(this.#room, text, `${this.#room} ${text}`);
      }
      const last = `live ${this.#said}`;
      await this.#client.until(
        (event) => event.type === "said" && event.room === this.#room && event.text === last,
        "what was said last",
      );
    }
  }
}

/** Somebody comes back to a room while another talks there, and has to have everything then. */
async function comeBack(server: TestServer, room: string, gap: number): Promise<void> {
  await using ada = await TestClient.connect(server, "ada");
  await using bob = await TestClient.enter(server, "bob", room);
  const { epoch } = (await server.backing.journal.head(room))!;
  const talker = new Talker(bob, room);
  const joined = await ada.join(room, { after: KNOWN, epoch });
  assertEquals(joined.reset, undefined);
  const missed: Entry[] = await ada.log(gap + LIVE);
  const said = await talker.stops();
  missed.push(...await ada.log(said - LIVE));
  const log = await wholeLog(server.backing.journal, room);
  assertEquals(log.map(({ seq }) => seq), upTo(KNOWN + gap + said));
  // Not assertEquals, which would take seconds for so much.
  assertEquals(JSON.stringify(missed) === JSON.stringify(log.slice(KNOWN)), true, "all, in order");
  const texts = missed.map((entry) => entry.type === "said" && entry.text);
  assertEquals(texts.slice(0, gap), upTo(gap).map((i) => `missed ${i}`));
  assertEquals(texts.slice(gap), upTo(said).map((i) => `live ${i}`));
  await ada[Symbol.asyncDispose]();
  await server.freed("ada");
}

/** What ada knows, and then what she missed. */
function messages(room: string, gap: number) {
  const known = upTo(KNOWN).map((i) => `known ${i}`);
  const missed = upTo(gap).map((i) => `missed ${i}`);
  return [...known, ...missed].map((text) => saying(room, `${room} ${text}`, { text }));
}

Deno.test("Someone who reconnects finds all that was said while the server was down, too", async (t) => {
  await using file = await StoreFile.make();
  const journal = new KvJournal(file.store);
  for (const gap of GAPS) {
    await journal.createRoom(`gap-${gap}`, `gap-${gap}`);
    await fill(journal, `gap-${gap}`, messages(`gap-${gap}`, gap));
  }
  await using server = await TestServer.start({ store: file.path });
  for (const gap of GAPS) {
    await t.step(`${gap} messages`, () => comeBack(server, `gap-${gap}`, gap));
    await server.freed("bob");
  }
});

Deno.test("Someone who reconnects finds all that was said while they were cut off", async (t) => {
  await using file = await StoreFile.make();
  await using server = await TestServer.start({ store: file.path });
  for (const gap of GAPS.filter((gap) => gap < 10_000)) {
    const room = `gap-${gap}`;
    await t.step(`${gap} messages`, async () => {
      // Somebody stays, so that the newest lines are in memory.
      await using eve = await TestClient.enter(server, `eve-${gap}`, room);
      const said = messages(room, gap).map(({ entry }) => ({
        ...entry,
        type: "say",
        at: undefined,
      }));
      for (let i = 0; i < said.length; i += FRAME) {
        const some = said.slice(i, i + FRAME);
        eve.send(...some);
        await eve.entries(some.length);
      }
      await comeBack(server, room, gap);
    });
    await server.freed("bob");
  }
});
