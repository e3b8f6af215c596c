import { assert, assertEquals, assertMatch, fail } from "@std/assert";
import { Pipe } from "../../client/pipe.ts";
import { Connection } from "../../client/connection.ts";
import { soon } from "../support/arrivals.ts";
import { said, ScriptedServer, type Visit } from "./connection/support/scripted_server.ts";

/** Someone who says lines through a pipe, and what they complained about. */
class Speaker {
  readonly complaints: string[] = [];
  readonly #lines = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
  readonly #writer = this.#lines.writable.getWriter();
  readonly pipe: Pipe;
  readonly #done: Promise<boolean>;

  constructor(server: ScriptedServer, { patienceMs = 1e6, room = "lobby" } = {}) {
    const connection = new Connection(server.url, { name: "ada", backoffMs: [1] });
    const input = this.#lines.readable;
    const complain = (message: string) => void this.complaints.push(message);
    this.pipe = new Pipe(connection, room, { input, complain, patienceMs });
    this.#done = this.pipe.run();
  }

  /** Puts text into the pipe. Whether it is read is not our concern. */
  puts(text: string): void {
    this.#writer.write(new TextEncoder().encode(text)).catch(() => {});
  }

  /** Puts bytes into the pipe, whatever they are. */
  putsBytes(...bytes: number[]): void {
    this.#writer.write(new Uint8Array(bytes)).catch(() => {});
  }

  /** Whether everything was stored. */
  async ends(): Promise<boolean> {
    this.#writer.close().catch(() => {});
    return await this.isDone();
  }

  isDone(): Promise<boolean> {
    return soon(this.#done, "the end of the pipe");
  }
}

async function inLobby(server: ScriptedServer): Promise<Visit> {
  const visit = await server.visit();
  visit.welcome();
  await visit.letsJoin(0);
  return visit;
}

Deno.test("Each line of a pipe is said, but for those without anything in them", async () => {
  await using server = new ScriptedServer();
  const ada = new Speaker(server);
  ada.puts("one\n\n  \ntwo\r\nthree");
  const visit = await inLobby(server);
  const done = ada.ends();
  for (const [index, text] of ["one", "two", "three"].entries()) {
    const line = await visit.hears("say");
    assertEquals([line.room, line.text], ["lobby", text]);
    visit.tell(said("lobby", index + 1, "ada", line.id));
  }
  assertEquals(await done, true);
  assertEquals(await visit.closed(), 1000);
  assertEquals(ada.complaints, []);
});

Deno.test("A refused line is reported by its number, and the others are sent", async () => {
  await using server = new ScriptedServer();
  const ada = new Speaker(server);
  ada.puts(`good\n${"x".repeat(4001)}\nbad\ngood\n`);
  const visit = await inLobby(server);
  const done = ada.ends();
  for (let seq = 1; seq <= 3; seq++) {
    const { id, text } = await visit.hears("say");
    if (text === "good") visit.tell(said("lobby", seq, "ada", id));
    else visit.tell({ type: "refused", id: id ?? "", reason: "muted", message: "You are muted" });
  }
  assertEquals(await done, false);
  assertEquals(ada.complaints, [
    "Line 2 was not sent: over 4000 characters",
    "Line 3 was not sent: You are muted",
  ]);
});

Deno.test("A pipe reads little further than the server stores", async () => {
  await using server = new ScriptedServer();
  const connection = new Connection(server.url, { name: "ada" });
  const total = 1000;
  let read = 0;
  async function* input() {
    while (read < total) yield new TextEncoder().encode(`line ${++read}\n`);
  }
  const done = new Pipe(connection, "lobby", { input: input(), complain: fail }).run();
  const visit = await inLobby(server);
  for (let stored = 0; stored < total; stored++) {
    const { id, text } = await visit.hears("say");
    assertEquals(text, `line ${stored + 1}`);
    assert(read <= stored + 257, `read ${read} lines, when ${stored} were stored`);
    visit.tell(said("lobby", stored + 1, "ada", id));
  }
  assertEquals(await soon(done, "the end of the pipe"), true);
});

Deno.test("A pipe goes on after a cut, and nothing is said twice", async () => {
  await using server = new ScriptedServer();
  const ada = new Speaker(server);
  ada.puts("one\n");
  const first = await inLobby(server);
  const { id } = await first.hears("say");
  first.cut();
  const second = await inLobby(server);
  assertEquals((await second.hears("say")).id, id);
  second.tell({ type: "stored", room: "lobby", id: id ?? "", seq: 1 });
  assertEquals(await ada.ends(), true);
});

Deno.test("A pipe gives up when nothing is stored for too long, and says why", async () => {
  await using server = new ScriptedServer();
  server.refusal = { status: 503, error: "stopping", message: "The server stops" };
  const ada = new Speaker(server, { patienceMs: 50 });
  // Who asks again has heard why not.
  for (const _ of [1, 2]) await server.questions.next();
  ada.puts("hello?\n");
  assertEquals(await ada.isDone(), false);
  assertEquals(ada.complaints, ["Gave up: nothing was stored for 0.05 s. The server stops"]);
});

Deno.test("A pipe ends when it is refused for good, though its input is still open", async () => {
  await using server = new ScriptedServer();
  server.refusal = { status: 409, error: "name-taken", message: "ada is here already" };
  const ada = new Speaker(server);
  ada.puts("hello?\n");
  assertEquals(await ada.isDone(), false);
  assertEquals(ada.complaints, ["ada is here already"]);
});

Deno.test("A pipe that may not enter the room says so once, and which lines that leaves", async () => {
  await using server = new ScriptedServer();
  const ada = new Speaker(server);
  ada.puts("one\ntwo\n");
  const visit = await server.visit();
  visit.welcome();
  const { ref } = await visit.hears("join");
  const why = "Cannot join: you are banned from lobby";
  visit.tell({ type: "refused", ref: ref ?? 0, reason: "forbidden", message: why });
  assertEquals(await ada.isDone(), false);
  assertEquals(ada.complaints, [why]);
  assertEquals(ada.pipe.failure, "refused");
  assertMatch(ada.pipe.summary.unknown ?? "", /^(lines 1-2 and )?all that follow$/);
});

Deno.test("Of lines in a row that are refused alike the first says why, and all are numbered", async () => {
  await using server = new ScriptedServer();
  const ada = new Speaker(server);
  ada.puts("1\n2\n3\n\n5\n6\n");
  const visit = await inLobby(server);
  const done = ada.ends();
  for (let seq = 1; seq <= 5; seq++) {
    const { id = "", text } = await visit.hears("say");
    const isRefused = text === "2" || text === "3" || text === "6";
    if (isRefused) visit.tell({ type: "refused", id, reason: "muted", message: "You are muted" });
    else visit.tell(said("lobby", seq, "ada", id));
  }
  assertEquals(await done, false);
  assertEquals(ada.complaints, [
    "Line 2 was not sent: You are muted",
    "Line 6 was not sent: You are muted",
  ]);
  const { stored, failure, summary } = ada.pipe;
  assertEquals([stored, failure, summary.notStored], [2, "lines", "lines 2-3, 6"]);
  assertEquals(summary.unknown, undefined);
});

Deno.test("A pipe to somebody alone joins nothing", async () => {
  await using server = new ScriptedServer();
  const ada = new Speaker(server, { room: "@bob" });
  ada.puts("psst\n");
  const visit = await server.visit();
  visit.welcome();
  const done = ada.ends();
  const { to, text, id } = await visit.hears("say");
  assertEquals([to, text], [["bob"], "psst"]);
  visit.tell(said("@ada,bob", 1, "ada", id));
  assertEquals(await done, true);
});

Deno.test("A line that is not UTF-8 is reported by its number, and the others are sent", async () => {
  await using server = new ScriptedServer();
  const ada = new Speaker(server);
  ada.puts("good\n");
  ada.putsBytes(0x47, 0x72, 0xfc, 0xdf, 0x65, 10);
  ada.puts("Grüße\n");
  const visit = await inLobby(server);
  const done = ada.ends();
  for (const [index, text] of ["good", "Grüße"].entries()) {
    const line = await visit.hears("say");
    assertEquals(line.text, text);
    visit.tell(said("lobby", index + 1, "ada", line.id));
  }
  assertEquals(await done, false);
  assertEquals(ada.complaints, [
    "Line 2 was not sent: it is not UTF-8, convert it first, for example with iconv",
  ]);
});
