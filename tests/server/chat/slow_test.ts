import { assertArrayIncludes, assertEquals, assertGreater, assertLess } from "@std/assert";
import { Close, type Entry, HISTORY_DEFAULT, LIMITS, type Range } from "../../../protocol.ts";
import { Member } from "../../../hub/people/member.ts";
import { OUTGOING_MAX_BYTES } from "../../../server/socket/write_pump.ts";
import { hurried } from "../../support/clock.ts";
import { collected } from "../../support/measure/garbage.ts";
import { HeldJournal } from "../../support/memory/held_journal.ts";
import { Outgoing } from "../../support/server/outgoing.ts";
import { RawClient } from "../../support/server/raw_client.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";

/** The longest text there may be, in bytes of the wire as well: three a character. */
const LONG_TEXT = "中".repeat(LIMITS.text);
/** What the kernel may hold for a loopback connection is some MiB. This is never reached. */
const SAID_MAX = 20_000;

/** Records the members that are disconnected, until it is disposed of, without holding them. */
class Closed implements Disposable {
  readonly refs: WeakRef<Member>[] = [];
  readonly #close = Member.prototype.close;

  constructor() {
    const { refs } = this;
    const close = this.#close;
    Member.prototype.close = function (this: Member) {
      refs.push(new WeakRef(this));
      close.call(this);
    };
  }

  [Symbol.dispose](): void {
    Member.prototype.close = this.#close;
  }
}

/** Counts how many pieces are being read from it at once. */
class CountingJournal extends HeldJournal {
  mostReads = 0;
  #reads = 0;

  override async read(room: string, range: Range): Promise<Entry[]> {
    this.mostReads = Math.max(this.mostReads, ++this.#reads);
    await new Promise((resolve) => setTimeout(resolve));
    this.#reads--;
    return await super.read(room, range);
  }
}

/** Somebody who joins the lobby and then reads nothing at all. */
async function stuckIn(server: TestServer, witness: TestClient): Promise<RawClient> {
  const stuck = await RawClient.ask(server, "/ws?name=stuck");
  await stuck.send({ type: "join", room: "lobby" });
  assertEquals((await witness.next("online")).name, "stuck");
  return stuck;
}

Deno.test("Someone who stops reading is disconnected, at the cost of little memory and of nobody else", async () => {
  using outgoing = new Outgoing();
  await using server = await TestServer.start({ stalledMs: 100, now: hurried() });
  await using ada = await TestClient.enter(server, "ada");
  using stuck = await stuckIn(server, ada);
  await using bob = await TestClient.enter(server, "bob");
  let said = 0;
  let gone = false;
  while (!gone && said < SAID_MAX) {
    for (let i = 0; i < 10; i++) bob.say("lobby", LONG_TEXT);
    said += 10;
    // The others go on, and one of them sees when it is over.
    await ada.until((event) => {
      gone ||= event.type === "offline";
      return event.type === "said" && event.seq === said;
    }, "what bob said");
  }
  assertEquals(gone, true);
  const log = await bob.entries(said);
  assertEquals(log.map(({ seq }) => seq), Array.from(log, (_, i) => i + 1));
  assertLess(outgoing.mostBuffered, OUTGOING_MAX_BYTES);
  assertGreater(outgoing.sentLength, OUTGOING_MAX_BYTES);
  assertEquals(await stuck.closeCode(), Close.TooSlow);
});

Deno.test("Someone who is disconnected is forgotten, though their socket never closes", async () => {
  using members = new Closed();
  await using server = await TestServer.start({ stalledMs: 100, now: hurried() });
  await using ada = await TestClient.enter(server, "ada");
  // They read neither what is said nor the goodbye, so the runtime keeps their sockets.
  using stuck = new DisposableStack();
  for (const name of ["bob", "carl", "dan"]) {
    const client = stuck.use(await RawClient.ask(server, `/ws?name=${name}`));
    await client.send({ type: "join", room: "lobby" });
    assertEquals((await ada.next("online")).name, name);
  }
  let said = 0;
  while (members.refs.length < 3 && said < SAID_MAX) {
    for (let i = 0; i < 10; i++) ada.say("lobby", LONG_TEXT);
    said += 10;
    await ada.until((event) => event.type === "said" && event.seq === said, "what ada said");
  }
  assertEquals(members.refs.length, 3);
  await collected(members.refs);
  assertEquals((await ada.ask({ type: "ping" })).type, "pong");
});

Deno.test("Someone who asks and does not read is answered no more, and disconnected", async () => {
  const questions = 100;
  using outgoing = new Outgoing();
  await using server = await TestServer.start({ stalledMs: 100, now: hurried() });
  await using ada = await TestClient.enter(server, "ada");
  for (let i = 0; i < HISTORY_DEFAULT; i++) ada.say("lobby", LONG_TEXT);
  await ada.entries(HISTORY_DEFAULT);
  using stuck = await stuckIn(server, ada);
  for (let i = 0; i < questions; i++) await stuck.send({ type: "history", room: "lobby" });
  await ada.next("offline");
  const answerLength = HISTORY_DEFAULT * (LIMITS.text + 200);
  // So many answers may be under way when nothing more is asked of a member.
  assertLess(outgoing.mostBuffered, 4 * 3 * answerLength + OUTGOING_MAX_BYTES);
  assertLess(outgoing.sentLength, questions * answerLength / 2);
});

Deno.test("Someone who asks for much in one frame is answered a few at a time", async () => {
  const journal = new CountingJournal();
  await using server = await TestServer.start({ journal });
  await using ada = await TestClient.enter(server, "ada");
  const question = JSON.stringify({ type: "history", room: "lobby" });
  ada.socket.send(Array(100).fill(question).join("\n"));
  for (let i = 0; i < 100; i++) await ada.next("history");
  assertEquals(journal.mostReads, 4);
});

Deno.test("Someone who sends faster than can be read is disconnected, whatever the store is doing", async () => {
  const journal = new HeldJournal();
  await using server = await TestServer.start({ journal });
  await using ada = await TestClient.enter(server, "ada");
  using eve = await RawClient.ask(server, "/ws?name=eve");
  using _held = journal.hold();
  // So many questions wait for the store that no more is read, and what comes piles up.
  for (let i = 0; i < 5_000; i++) await eve.send({ type: "history", room: "lobby" });
  // The runtime forgets to say the code when more comes from who is being closed.
  assertArrayIncludes([Close.TooFast, 1006], [await eve.closeCode()]);
  assertEquals((await ada.ask({ type: "ping" })).type, "pong");
});

Deno.test("Someone who goes while the store hangs is gone", async () => {
  const journal = new HeldJournal();
  await using server = await TestServer.start({ journal, now: hurried() });
  await using ada = await TestClient.enter(server, "ada");
  await using eve = await TestClient.enter(server, "eve");
  assertEquals((await ada.next("online")).name, "eve");
  using _held = journal.hold();
  for (let i = 0; i < 100; i++) eve.send({ type: "history", room: "lobby" });
  eve.socket.close();
  assertEquals((await ada.next("offline")).name, "eve");
});

Deno.test("A ping is answered while the store hangs", async () => {
  const journal = new HeldJournal();
  await using server = await TestServer.start({ journal, now: () => 7 });
  await using ada = await TestClient.enter(server, "ada");
  using _held = journal.hold();
  ada.say("lobby", "on its way");
  ada.send({ type: "join", room: "not open yet" }, { type: "history", room: "lobby" });
  await journal.batches.next();
  ada.send({ type: "ping", ref: 1 });
  assertEquals(await ada.next("pong"), { type: "pong", ref: 1, at: 7 });
  journal.release();
  assertEquals(await ada.texts(1), ["on its way"]);
});

Deno.test("A peer that answers no ping of the runtime's is found", async () => {
  await using server = await TestServer.start({ idleTimeoutS: 1, now: hurried() });
  await using ada = await TestClient.enter(server, "ada");
  using _dead = await stuckIn(server, ada);
  assertEquals((await ada.next("offline")).name, "stuck");
  assertEquals((await ada.ask({ type: "ping" })).type, "pong");
});
