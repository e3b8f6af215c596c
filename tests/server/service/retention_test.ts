import { assertEquals, assertLessOrEqual } from "@std/assert";
import { type Head, JournalError } from "../../../hub/log/journal.ts";
import { MemoryJournal } from "../../support/memory/memory_journal.ts";
import { MemoryReadPositions } from "../../support/memory/memory_read_positions.ts";
import { KvJournal } from "../../../server/kv/journal.ts";
import { LogTrimmer } from "../../../server/service/retention.ts";
import { fill, wholeLog } from "../../hub/log/journal_contract.ts";
import { Arrivals, PATIENCE_MS } from "../../support/arrivals.ts";
import { Clock } from "../../support/clock.ts";
import { saying, upTo, words } from "../../support/hub/log.ts";
import { OpenHub } from "../../support/hub/open_hub.ts";
import { StoreFile } from "../../support/store/store_file.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Longer than any test. */
const FOR_EVER_MS = 10 ** 8;
const EVERYTHING = { days: Infinity, messages: Infinity };

/** A journal that tells what it forgets. */
class ForgetfulJournal extends MemoryJournal {
  readonly trims = new Arrivals<Head>("something to be forgotten");
  /** Whether it fails to forget. */
  failing = false;

  override async trim(room: string, first: number): Promise<Head | undefined> {
    if (this.failing) {
      this.failing = false;
      throw new JournalError("Cannot reach the store: the test says so");
    }
    const head = await super.trim(room, first);
    if (head) this.trims.push(head);
    return head;
  }

  /** Somebody said so many things in a room, one each minute until now. */
  async talked(room: string, count: number, now: number): Promise<void> {
    await this.createRoom(room, room);
    const at = (i: number) => now - (count - i) * 60_000;
    await fill(this, room, upTo(count).map((i) => saying(room, `${room} ${i}`, { at: at(i) })));
  }

  /** The numbers of what a room still has. */
  async seqs(room: string): Promise<number[]> {
    return (await wholeLog(this, room)).map(({ seq }) => seq);
  }
}

/** A hub whose rooms forget, until it is disposed of. */
class Forgetting implements AsyncDisposable {
  #trimmer: LogTrimmer | undefined;
  #trimming: Promise<void> | undefined;

  readonly journal: ForgetfulJournal;
  readonly clock: Clock;
  readonly chat: OpenHub;

  private constructor(
    journal: ForgetfulJournal,
    clock: Clock,
    chat: OpenHub,
  ) {
    this.journal = journal;
    this.clock = clock;
    this.chat = chat;
  }

  static async with(rooms: Record<string, number>): Promise<Forgetting> {
    const journal = new ForgetfulJournal();
    const clock = new Clock();
    for (const [room, count] of Object.entries(rooms)) {
      await journal.talked(room, count, clock.at);
    }
    const ground = { journal, positions: new MemoryReadPositions(journal), known: new Map() };
    return new Forgetting(journal, clock, await OpenHub.over(ground));
  }

  starts(limits: Partial<typeof EVERYTHING>, restMs = FOR_EVER_MS): void {
    const { journal, clock: { now }, chat: { hub } } = this;
    this.#trimmer = new LogTrimmer({ ...EVERYTHING, ...limits, journal, hub, restMs, now });
    this.#trimming = this.#trimmer.run();
  }

  /** Ends what was started, when it has done what it is at. */
  async ends(): Promise<void> {
    this.#trimmer?.stop();
    await this.#trimming;
    // The hub hears of it in its next turn.
    await new Promise((resolve) => setTimeout(resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ends();
    await this.chat[Symbol.asyncDispose]();
  }
}

Deno.test("LogTrimmer keeps the newest messages of each room", async () => {
  await using forgetting = await Forgetting.with({ lobby: 100, kitchen: 31, attic: 30 });
  const { journal } = forgetting;
  forgetting.starts({ messages: 30 });
  for (const first of [71, 2]) assertEquals((await journal.trims.next()).first, first);
  await forgetting.ends();
  assertEquals(await journal.seqs("lobby"), upTo(100, 71));
  assertEquals(await journal.seqs("kitchen"), upTo(31, 2));
  assertEquals(await journal.seqs("attic"), upTo(30));
});

Deno.test("LogTrimmer keeps what is not too old, as time passes", async () => {
  await using forgetting = await Forgetting.with({ lobby: 2_000 });
  const { journal, clock } = forgetting;
  clock.pass(DAY_MS - 60_000 * 1_500);
  forgetting.starts({ days: 1 }, 0);
  // The one that is a day old to the minute stays.
  assertEquals((await journal.trims.next()).first, 500);
  clock.pass(60_000 * 1_000);
  assertEquals((await journal.trims.next()).first, 1_500);
  clock.pass(DAY_MS);
  assertEquals((await journal.trims.next()).first, 2_001);
  await forgetting.ends();
  assertEquals(await journal.seqs("lobby"), []);
});

Deno.test("LogTrimmer keeps what both limits let stay", async () => {
  for (const [messages, first] of [[10, 91], [1_000, 41]] as const) {
    await using forgetting = await Forgetting.with({ lobby: 100 });
    forgetting.clock.pass(DAY_MS - 60 * 60_000 + 60_000);
    forgetting.starts({ days: 1, messages });
    assertEquals((await forgetting.journal.trims.next()).first, first);
  }
});

Deno.test("LogTrimmer forgets much in steps, and rests when it is done", async () => {
  await using forgetting = await Forgetting.with({ lobby: 12_000 });
  forgetting.starts({ messages: 10 });
  const firsts: number[] = [];
  while (firsts.at(-1) !== 11_991) {
    firsts.push((await forgetting.journal.trims.next()).first);
    assertLessOrEqual(firsts.at(-1)! - (firsts.at(-2) ?? 1), 5_000);
  }
  assertEquals(firsts.length, 3);
});

Deno.test("LogTrimmer has nothing to do where everything is to be kept", async () => {
  await using forgetting = await Forgetting.with({ lobby: 100 });
  const { journal, chat: { hub } } = forgetting;
  await new LogTrimmer({ ...EVERYTHING, journal, hub }).run();
  assertEquals(await journal.seqs("lobby"), upTo(100));
});

Deno.test("LogTrimmer goes on when the store was away", async () => {
  await using forgetting = await Forgetting.with({ lobby: 100 });
  forgetting.journal.failing = true;
  forgetting.starts({ messages: 30 }, 0);
  assertEquals((await forgetting.journal.trims.next()).first, 71);
});

Deno.test("Somebody who reconnects from before what was trimmed starts again, and nobody else does", async () => {
  await using forgetting = await Forgetting.with({ lobby: 100 });
  const { chat } = forgetting;
  const [ada, { epoch }] = await chat.enters("ada", "lobby");
  await ada.texts(50);
  forgetting.starts({ messages: 30 });
  await forgetting.journal.trims.next();
  await forgetting.ends();
  const room = "lobby";
  for (
    const [after, isReset] of [[0, true], [69, true], [70, undefined], [99, undefined]] as const
  ) {
    const bob = await chat.connects("bob");
    chat.asks(bob, { type: "join", room, after, epoch });
    const { reset, first, head } = await bob.hears("joined");
    assertEquals([reset, first, head], [isReset, 71, 100], `after ${after}`);
    const from = isReset ? 71 : after + 1;
    const texts = upTo(100, from).map((seq) => `lobby ${seq}`);
    assertEquals(await bob.texts(texts.length), texts);
    chat.asks(bob, { type: "history", room, range: { before: 73, limit: 9 } });
    const { entries, more } = await bob.hears("history");
    assertEquals([entries.map(({ seq }) => seq), more], [[71, 72], false]);
    chat.asks(bob, { type: "leave", room });
    await bob.hears("left");
    chat.disconnects(bob);
  }
  chat.asks(ada, { type: "say", room, id: "new", text: "new" });
  let heard = await ada.next();
  while (heard.type !== "said") heard = await ada.next();
  assertEquals([heard.seq, heard.text], [101, "new"]);
});

Deno.test("A server trims what it finds at its start, and tells those who reconnect", async () => {
  await using file = await StoreFile.make();
  const journal = new KvJournal(file.store);
  const { epoch } = await journal.createRoom("lobby", "lobby");
  await fill(journal, "lobby", words(1_000).map((id) => saying("lobby", id)), 7);
  const retention = { days: Infinity, messages: 5 };
  await using server = await TestServer.start({ store: file.path, retain: retention });
  await using ada = await TestClient.connect(server, "ada");
  let joined = await ada.join("lobby", { after: 1_000, epoch });
  const start = performance.now();
  while (joined.first === 1 && performance.now() - start < PATIENCE_MS) {
    joined = await ada.join("lobby", { after: 1_000, epoch });
  }
  assertEquals([joined.first, joined.head, joined.reset], [996, 1_000, undefined]);
  assertEquals((await ada.join("lobby", { after: 994, epoch })).reset, true);
  assertEquals((await ada.entries(5)).map(({ seq }) => seq), upTo(1_000, 996));
  assertEquals((await wholeLog(server.backing.journal, "lobby")).length, 5);
});

async function headOf(journal: ForgetfulJournal, room: string): Promise<Head> {
  const head = await journal.head(room);
  if (head) return head;
  throw new Error(`There is no room ${room}`);
}

Deno.test("LogTrimmer ends a trim that was broken off, and has its own mistakes told", async () => {
  await using forgetting = await Forgetting.with({ lobby: 100 });
  const { journal, clock: { now }, chat: { hub } } = forgetting;
  await journal.trim("lobby", 71);
  await journal.trims.next();
  const errors: unknown[] = [];
  let looks = 0;
  journal.rooms = async function* () {
    if (++looks === 1) throw new TypeError("Cannot read what is undefined");
    if (looks === 3) trimmer.stop();
    yield ["lobby", await headOf(journal, "lobby")];
  };
  const onError = (error: unknown) => errors.push(error);
  const options = { ...EVERYTHING, messages: 30, journal, hub, restMs: 0, now, onError };
  const trimmer = new LogTrimmer(options);
  await trimmer.run();
  assertEquals(errors.map(String), ["TypeError: Cannot read what is undefined"]);
  // Once, although there is nothing that is too old.
  assertEquals((await journal.trims.next()).first, 71);
  assertEquals(looks, 3);
});
