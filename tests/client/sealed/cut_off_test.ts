import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Entry, Event, Said } from "../../../protocol.ts";
import { newSecret, SealedRoom } from "../../../client/sealed.ts";
import { CutError } from "../../../client/connection.ts";
import { SealedConnection } from "../../../client/sealed/connection.ts";
import { soon } from "../../support/arrivals.ts";
import { said, ScriptedServer, type Visit } from "../connection/support/scripted_server.ts";

/** Somebody in a room whose secret they have, on a server that a test plays. */
class Scene implements AsyncDisposable {
  readonly server = new ScriptedServer();
  readonly room: SealedRoom;
  readonly connection: SealedConnection;
  readonly entries: Entry[] = [];
  readonly states: string[] = [];
  readonly #reading: Promise<void>;

  private constructor(room: SealedRoom) {
    this.room = room;
    this.connection = new SealedConnection(this.server.url, { name: "ada", backoffMs: [1] });
    this.connection.know(room);
    this.connection.join(room.name);
    this.#reading = this.#read();
  }

  static async open(): Promise<Scene> {
    return new Scene(await SealedRoom.of(newSecret()));
  }

  get texts(): string[] {
    return this.entries.map((entry) => "text" in entry ? entry.text : entry.type);
  }

  async message(seq: number, text: string): Promise<Said> {
    const entry = said(this.room.name, seq);
    return { ...entry, text: "", sealed: await this.room.seal({ text }, entry) };
  }

  /** What a message is changed to, that only who knows the message can open. */
  async edit(seq: number, of: number, text: string): Promise<Event> {
    const sealed = await this.room.seal({ text }, said(this.room.name, of));
    const about = { room: this.room.name, seq, of, from: "bob", at: seq };
    return { type: "edited", ...about, text: "", sealed };
  }

  async hears(count: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = () => this.entries.length >= count && resolve();
    this.#wake();
    await soon(promise, `${count} entries`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.connection.close();
    await this.#reading;
    await this.server[Symbol.asyncDispose]();
  }

  #wake = () => {};

  async #read(): Promise<void> {
    for await (const event of this.connection) {
      if (event.type === "status") this.states.push(event.state);
      if ("seq" in event && "at" in event) this.entries.push(event as Entry);
      this.#wake();
    }
  }
}

/** Answers what is asked about a message. */
async function tellsOf(visit: Visit, room: string, ...entries: Entry[]): Promise<void> {
  const { ref } = await visit.hears("history");
  visit.tell({ type: "history", ref: ref!, room, entries, more: false });
}

Deno.test("An edit of an old message that comes just before a cut opens after it, in its order", async () => {
  await using scene = await Scene.open();
  const { server, room } = scene;
  const old = await scene.message(2, "it was blue");
  const visit = await server.visit();
  visit.welcome();
  await visit.letsJoin(8, { room: room.name });
  visit.tell(
    await scene.message(9, "hello"),
    await scene.edit(10, 2, "it was green"),
    await scene.message(11, "after that"),
  );
  // It asks whose message 2 is, and is not told.
  await visit.hears("history");
  visit.cut();
  const back = await server.visit();
  // That we are cut off is told meanwhile, and nothing of the room that would be shown as unreadable.
  assert(scene.states.length > 1);
  assertEquals(scene.texts, ["hello"]);
  back.welcome();
  await back.letsJoin(12, { room: room.name });
  back.tell(await scene.message(12, "and the last"));
  await tellsOf(back, room.name, old);
  await scene.hears(4);
  assertEquals(scene.texts, ["hello", "it was green", "after that", "and the last"]);
});

Deno.test("What was held back of a log is not told when that begins anew", async () => {
  await using scene = await Scene.open();
  const { server, room } = scene;
  const visit = await server.visit();
  visit.welcome();
  await visit.letsJoin(1, { room: room.name });
  visit.tell(await scene.edit(2, 1, "of the old log"));
  await visit.hears("history");
  visit.cut();
  const back = await server.visit();
  back.welcome();
  await back.letsJoin(0, { room: room.name, epoch: "e2", reset: true });
  back.tell(await scene.message(1, "a new beginning"));
  await scene.hears(1);
  assertEquals(scene.texts, ["a new beginning"]);
});

Deno.test("An edit of a message that is nowhere is still shown as unreadable", async () => {
  await using scene = await Scene.open();
  const { server, room } = scene;
  const visit = await server.visit();
  visit.welcome();
  await visit.letsJoin(1, { room: room.name });
  visit.tell(await scene.edit(2, 1, "of nothing"));
  await tellsOf(visit, room.name);
  await scene.hears(1);
  assertEquals(scene.texts, [""]);
  assert("sealed" in scene.entries[0]!);
});

Deno.test("What is changed while one is cut off, of a message that is not here, is changed after it", async () => {
  await using scene = await Scene.open();
  const { server, room, connection } = scene;
  const mine = { ...said(room.name, 3, "ada", "a-3"), text: "" };
  mine.sealed = await room.seal({ text: "tpyo" }, mine);
  const change = { type: "edit", room: room.name, of: 3, text: "typo" } as const;
  const changing = connection.change(change);
  const visit = await server.visit();
  visit.welcome();
  await visit.letsJoin(4, { room: room.name });
  // Cut off again before it is known whose message that is.
  await visit.hears("history");
  visit.cut();
  const back = await server.visit();
  back.welcome();
  await back.letsJoin(4, { room: room.name });
  back.tell(await scene.message(4, "what one has of it"));
  await tellsOf(back, room.name, mine);
  const edit = await back.hears("edit");
  const { sealed } = edit as unknown as { sealed: string };
  assertEquals(await room.open(sealed, mine), { text: "typo" });
  const about = { room: room.name, seq: 5, of: 3, from: "ada", at: 5 };
  back.tell({ type: "edited", ...about, text: "", sealed });
  await soon(changing.acknowledged, "the edit");
});

Deno.test("What waits to be changed is cut off when the connection ends for good", async () => {
  await using scene = await Scene.open();
  const { connection, room } = scene;
  const change = { type: "edit", room: room.name, of: 3, text: "typo" } as const;
  const changing = connection.change(change).acknowledged;
  connection.close();
  await assertRejects(() => soon(changing, "an end"), CutError);
});
