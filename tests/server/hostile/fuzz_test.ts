import { assert, assertEquals } from "@std/assert";
import { soon } from "../../support/arrivals.ts";
import { Fuzz } from "../../support/random/fuzz.ts";
import { HttpFuzz } from "../../support/random/http_fuzz.ts";
import { below, seeded, withChance } from "../../support/random/random.ts";
import { ServerProcess } from "../../support/process/server_process.ts";
import { TempFolder } from "../../support/temp_folder.ts";
import { TestClient } from "../../support/server/test_client.ts";

const LINES = 100_000;
/** How many send them, at once. */
const EVES = 4;
/** Lines until the server is warm, and its memory what it takes for itself. */
const WARM_UP_LINES = 30_000;
const REQUESTS = 10_000;
/** Requests that are under way at once. */
const WINDOW = 16;
/** Frames after which we wait for the server: it would disconnect a client that sends faster than it reads. */
const FRAMES_AT_ONCE = 4;
/** How much memory a server may take in the end, beside what it took when warm, in megabytes. */
const GROWN_MAX_MB = 100;

/** Two who talk all the while. Whatever one says, the other hears, once and in order. */
class Bystanders implements AsyncDisposable {
  #saidCount = 0;

  readonly ada: TestClient;
  readonly bob: TestClient;

  private constructor(ada: TestClient, bob: TestClient) {
    this.ada = ada;
    this.bob = bob;
  }

  static async meet(server: ServerProcess): Promise<Bystanders> {
    return new Bystanders(
      await TestClient.enter(server, "ada"),
      await TestClient.enter(server, "bob"),
    );
  }

  async talk(): Promise<void> {
    const text = `undisturbed ${++this.#saidCount}`;
    this.ada.say("lobby", text);
    for (const person of [this.ada, this.bob]) {
      const { seq, text: heard } = await person.next("said");
      assertEquals([seq, heard], [this.#saidCount, text]);
    }
  }

  /** Talks for as long as something is under way. */
  async talkUntil(done: Promise<unknown>): Promise<void> {
    let isDone = false;
    const ended = done.finally(() => isDone = true);
    while (!isDone) await this.talk();
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ada[Symbol.asyncDispose]();
    await this.bob[Symbol.asyncDispose]();
  }
}

/** Sends hostile lines, and comes again when that was the end of it. */
class Eve {
  readonly #server: ServerProcess;
  readonly #fuzz: Fuzz;
  #lives = 0;

  readonly #name: string;

  constructor(server: ServerProcess, fuzz: Fuzz, name: string) {
    this.#server = server;
    this.#fuzz = fuzz;
    this.#name = name;
  }

  async send(lines: number): Promise<void> {
    let eve = await this.#come();
    for (let sent = 0, frames = 0; sent < lines; frames++) {
      const { frame, code } = this.#fuzz.frame();
      sent += typeof frame === "string" ? frame.split("\n", lines).filter(Boolean).length : 1;
      eve.socket.send(frame);
      if (code !== undefined) {
        assertEquals(await eve.closed, code);
        eve = await this.#come();
      } else if (frames % FRAMES_AT_ONCE === 0) await eve.ask({ type: "ping" });
    }
    await eve[Symbol.asyncDispose]();
  }

  async #come(): Promise<TestClient> {
    return await TestClient.connect(this.#server, `${this.#name}-${++this.#lives}`);
  }
}

/** The memory that a process has. What Linux says in files, only who may do anything can read. */
async function memoryMB(pid: number): Promise<number> {
  const ps = new Deno.Command("ps", { args: ["-o", "rss=", "-p", String(pid)] });
  const { stdout } = await ps.output();
  const kilobytes = Number(new TextDecoder().decode(stdout));
  assert(kilobytes > 0);
  return kilobytes / 1000;
}

/** The status of the answer to a request; `undefined` when the server hangs up. */
async function statusOf(server: ServerProcess, request: Uint8Array): Promise<number | undefined> {
  const { hostname, port } = server.url();
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const bytes = new Uint8Array(1024);
  try {
    while (request.length > 0) request = request.subarray(await connection.write(request));
    const read = await soon(connection.read(bytes), "an answer") ?? 0;
    const head = new TextDecoder().decode(bytes.subarray(0, read));
    return Number(/^HTTP\/1\.[01] (\d+)/.exec(head)?.[1]) || undefined;
  } catch (error) {
    const { BrokenPipe, ConnectionReset } = Deno.errors;
    if (error instanceof BrokenPipe || error instanceof ConnectionReset) return undefined;
    throw error;
  }
}

/** A server that keeps everything in a file, so that its memory is for nothing but its work. */
async function open(folder: TempFolder): Promise<ServerProcess> {
  return await ServerProcess.open({
    store: folder.file("chat.db"),
    flags: ["start", "--limits=off"],
  });
}

/** What the log tells of what people did, but of no failure. */
const TOLD = /^(\d{4}-\S+Z (?!error |request-failed )[a-z-]+ .*)?$/;

/** A server that had nothing to complain about, and ends as it should. */
async function endsWell(server: ServerProcess): Promise<void> {
  server.signal("SIGTERM");
  const { code, stderr } = await server.ended();
  const complaints = stderr.split("\n").filter((line) => !TOLD.test(line));
  assertEquals([code, complaints], [0, []]);
}

Deno.test("A hundred thousand hostile lines disturb nobody, and leave nothing behind", async () => {
  await withChance(async (random) => {
    await using folder = await TempFolder.make();
    await using server = await open(folder);
    {
      await using people = await Bystanders.meet(server);
      const eves = Array.from({ length: EVES }, (_, i) => {
        return new Eve(server, new Fuzz(seeded(1 + below(2 ** 31, random))), `eve-${i}`);
      });
      const send = (lines: number) =>
        people.talkUntil(Promise.all(eves.map((eve) => eve.send(lines / EVES))));
      await send(WARM_UP_LINES);
      const before = await memoryMB(server.pid);
      await send(LINES - WARM_UP_LINES);
      const grown = await memoryMB(server.pid) - before;
      assert(grown < GROWN_MAX_MB, `took ${grown} MB more, beside ${before}`);
      await people.talk();
    }
    await endsWell(server);
  });
});

Deno.test("Ten thousand hostile requests get no 500, and disturb nobody", async () => {
  await withChance(async (random) => {
    await using folder = await TempFolder.make();
    await using server = await open(folder);
    {
      await using people = await Bystanders.meet(server);
      const fuzz = new HttpFuzz(random);
      for (let i = 0; i < REQUESTS; i += WINDOW) {
        const requests = Array.from({ length: WINDOW }, () => fuzz.request());
        const statuses = await Promise.all(requests.map((request) => statusOf(server, request)));
        const failed = requests.filter((_, j) => statuses[j] !== undefined && statuses[j] >= 500);
        assertEquals(failed.map((request) => new TextDecoder("latin1").decode(request)), []);
        if (i % 1000 < WINDOW) await people.talk();
      }
    }
    await endsWell(server);
  });
});
