import { assert, assertEquals } from "@std/assert";
import { type Journal, JournalError } from "../../../hub/log/journal.ts";
import { MemoryJournal } from "../../support/memory/memory_journal.ts";
import { MemoryReadPositions } from "../../support/memory/memory_read_positions.ts";
import { MemoryBlocks } from "../../support/memory/memory_blocks.ts";
import { FORMER_MEMBER } from "../../../hub/log/kept_entry.ts";
import { backingOver } from "../../../server/backing.ts";
import { Erasing } from "../../../server/service/erasing.ts";
import { KvJournal } from "../../../server/kv/journal.ts";
import { fill, numbers, wholeLog } from "../../hub/log/journal_contract.ts";
import { claim, expect, PASSWORD } from "../../support/server/asker.ts";
import { PATIENCE_MS } from "../../support/arrivals.ts";
import { saying, timedId, upTo, words } from "../../support/hub/log.ts";
import { StoreFile } from "../../support/store/store_file.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

const BODY = { password: PASSWORD, messages: "delete" };
const ADA = "guest:ada";
const ROOM = "lobby";

/** A journal that takes nobody out of anything while a test holds it. */
class PatientJournal extends KvJournal {
  readonly begun = Promise.withResolvers<void>();
  readonly held = Promise.withResolvers<void>();

  override async *anonymize(...asked: Parameters<KvJournal["anonymize"]>): AsyncIterable<string> {
    this.begun.resolve();
    await this.held.promise;
    yield* super.anonymize(...asked);
  }
}

/** Counts the reads of a database, and the rows that they bring, until it is disposed of. */
class Rows implements Disposable {
  count = 0;
  readonly #list = Deno.Kv.prototype.list;

  constructor() {
    const count = () => this.count++;
    const list = this.#list;
    Deno.Kv.prototype.list = function <T>(this: Deno.Kv, ...asked: Parameters<Deno.Kv["list"]>) {
      count();
      const rows = list.apply(this, asked) as Deno.KvListIterator<T>;
      const next = rows.next.bind(rows);
      rows.next = () => {
        count();
        return next();
      };
      return rows;
    };
  }

  [Symbol.dispose](): void {
    Deno.Kv.prototype.list = this.#list;
  }
}

/** Resolves when nobody is being taken out of anything any more. */
async function erased(journal: Journal): Promise<void> {
  const start = performance.now();
  while ((await journal.erasing()).length > 0) {
    if (performance.now() - start > PATIENCE_MS) throw new Error("Waited in vain for the erasing");
  }
}

/** How many rows are read while somebody deletes their account who spoke in many rooms, as do others. */
async function rowsRead(rooms: number): Promise<number> {
  await using file = await StoreFile.make();
  const journal = new PatientJournal(file.store);
  for (const i of upTo(rooms)) {
    await journal.createRoom(`room${i}`, `room${i}`);
    await fill(journal, `room${i}`, words(4).map((id) => saying(`room${i}`, `${id} of ${i}`)), 1);
  }
  const backing = backingOver(file.store, journal);
  await using server = await TestServer.start({ backing });
  const token = await claim(server, "ada");
  let count: number;
  {
    using rows = new Rows();
    await expect(server, 204, "DELETE /api/account", { token, body: BODY });
    count = rows.count;
  }
  await journal.begun.promise;
  journal.held.resolve();
  return count;
}

Deno.test("Deleting an account reads as many rows, however many rooms there are", async () => {
  const [few, many] = [await rowsRead(10), await rowsRead(100)];
  // What runs in the background reads a row or two of its own meanwhile. Each room would be one more.
  assert(Math.abs(many - few) < 10, `${few} rows for 10 rooms, ${many} for 100`);
});

Deno.test("Who deletes their account is answered before what they said is gone, and then it goes", async () => {
  await using file = await StoreFile.make();
  const journal = new PatientJournal(file.store);
  const backing = backingOver(file.store, journal);
  await using server = await TestServer.start({ backing });
  using _ = { [Symbol.dispose]: () => journal.held.resolve() };
  const token = await claim(server, "ada");
  await using bob = await TestClient.enter(server, "bob");
  {
    await using ada = await TestClient.connect(server, { token });
    await ada.join(ROOM);
    ada.say(ROOM, "secret");
    await ada.next("said");
    await expect(server, 204, "DELETE /api/account", { token, body: BODY });
    await ada.closed;
  }
  // Until it is done, it is as it was, and the name is free.
  assertEquals((await file.dump()).includes("secret"), true);
  await server.freed("ada");
  await using later = await TestClient.enter(server, "ada");
  later.send({ type: "say", room: ROOM, id: timedId(), text: "another ada" });
  assertEquals(await later.texts(2), ["secret", "another ada"]);
  journal.held.resolve();
  const told = async () => {
    const history = await bob.ask({ type: "history", room: ROOM });
    return history.type === "history" &&
      history.entries.map((entry) => entry.type === "said" && [entry.from, entry.text]);
  };
  await erased(journal);
  assertEquals(await told(), [[FORMER_MEMBER, ""], ["ada", "another ada"]]);
  assertEquals((await file.dump()).includes("secret"), false);
});

Deno.test("A server that ends before what somebody said is gone goes on when it starts again", async () => {
  await using file = await StoreFile.make();
  const { store } = file;
  const journal = new KvJournal(store);
  const rooms = words(20).map((word) => word.replace(" ", "-"));
  let token = "";
  {
    await using server = await TestServer.start({ backing: backingOver(store, journal) });
    token = await claim(server, "ada");
    await using ada = await TestClient.connect(server, { token });
    for (const room of rooms) {
      await ada.join(room);
      ada.say(room, `secret ${room}`);
      await ada.next("said");
    }
    // It ends when the first of the rooms is done.
    const anonymize = journal.anonymize.bind(journal);
    const stopped = Promise.withResolvers<void>();
    journal.anonymize = async function* (by, mode, signal) {
      for await (const room of anonymize(by, mode, signal)) {
        yield room;
        await stopped.promise;
        return;
      }
    };
    await expect(server, 204, "DELETE /api/account", { token, body: BODY });
    stopped.resolve();
  }
  await file.reopen();
  assertEquals((await file.dump()).includes("secret"), true);
  await using server = await TestServer.start({ backing: backingOver(file.store) });
  await expect(server, "401 no-session", "GET /api/session", { token });
  await erased(server.backing.journal);
  assertEquals((await file.dump()).includes("secret"), false);
});

Deno.test("Nothing is said any more by who is being erased, also what was on its way", async () => {
  await using file = await StoreFile.make();
  const journal = new KvJournal(file.store);
  await journal.createRoom(ROOM, ROOM);
  const first = journal.append(ROOM, [saying(ROOM, timedId())]);
  const begun = journal.beginErasing(ADA, "delete");
  const late = journal.append(ROOM, [
    saying(ROOM, timedId()),
    saying(ROOM, timedId(), { from: "bob" }),
  ]);
  await begun;
  const outcomes = [...await first, ...await late];
  // The last two came when it was known.
  assertEquals(outcomes.slice(1).map((one) => "refused" in one && one.refused), [
    "forbidden",
    false,
  ]);
  await Array.fromAsync(journal.anonymize(ADA, "delete"));
  const names = (await wholeLog(journal, ROOM)).map((entry) => "from" in entry && entry.from);
  assertEquals(names.filter((name) => name === "ada"), []);
  // Who has their id later, as an account that was not removed after all, may speak.
  const again = await journal.append(ROOM, [saying(ROOM, timedId())]);
  assertEquals(numbers(again).some(Number.isNaN), false);
});

Deno.test("Erasing tries again when the store has failed, and tells a bug once", async () => {
  const journal = new MemoryJournal();
  await journal.createRoom(ROOM, ROOM);
  await journal.append(ROOM, [saying(ROOM, "secret")]);
  const anonymize = journal.anonymize.bind(journal);
  const failures = [new JournalError("no answer"), new JournalError("no answer")];
  journal.anonymize = (...asked) => {
    const failure = failures.shift();
    if (failure) throw failure;
    return anonymize(...asked);
  };
  const errors: unknown[] = [];
  const pauses: number[] = [];
  const revised = Promise.withResolvers<string>();
  const erasing = new Erasing({
    journal,
    positions: new MemoryReadPositions(journal),
    blocks: new MemoryBlocks(),
    profiles: { forget: () => Promise.resolve() },
    invites: { deleteOf: () => Promise.resolve() },
    guestNames: { forget: () => Promise.resolve() },
    reports: { forget: () => Promise.resolve() },
    onRevised: (room) => Promise.resolve(revised.resolve(room)),
    onError: (error) => errors.push(error),
    sleep: (ms) => Promise.resolve(void pauses.push(ms)),
  });
  const running = erasing.run();
  await erasing.begin({ id: ADA, key: "ada" }, "delete");
  assertEquals(await revised.promise, ROOM);
  assertEquals(pauses, [1_000, 5_000]);
  failures.push(new TypeError("Cannot read what is undefined"));
  await erasing.begin({ id: ADA, key: "ada" }, "delete");
  erasing.stop();
  await running;
  assertEquals(errors.map(String), ["TypeError: Cannot read what is undefined"]);
});
