/// <reference lib="dom" />
/**
 * Where the page is measured: a server on which much was said, started as people start it, and a browser
 * of its own in which somebody is in the lobby.
 *
 * @module
 */
import { newId } from "../../client/connection/outbox.ts";
import { Visit } from "../../tests/crash/visit.ts";
import { Visitor } from "../../tests/browser/support/visitor.ts";
import { Driver } from "../../tests/browser/support/webdriver.ts";
import type { Window } from "../../tests/browser/support/window.ts";
import type { ServerProcess } from "../../tests/support/process/server_process.ts";
import { ask, signIn } from "../../tests/support/server/asker.ts";
import { RUNTIME } from "../support/runtime.ts";

const ROOT = new URL("../../", import.meta.url);
/** Messages in the lobby; in the other room that is gone to; and in each of all others. */
export const MESSAGES = { lobby: 200_000, garden: 100, others: 1 } as const;
export const ROOMS = 300;
export const DIRECTS = 300;
/** A welcome lists so many direct rooms of strangers at most that nobody ever read in: she answers in the others. */
export const UNREAD = 150;
/** What every so manieth message has in it. */
export const NEEDLE = { word: "needle", every: 1_000 } as const;
/** Appended at once. */
const BATCH = 90;
const TEXT = "a message of an ordinary length, as people write them when they talk";
/** Strangers who come at once. */
const AT_ONCE = 20;

/** The rooms that somebody is in, the lobby first. */
export const rooms: readonly string[] = [
  ...["lobby", "garden"],
  ...Array.from({ length: ROOMS - 2 }, (_, index) => `room${index + 1}`),
];

/** A checkout of Hubbub: this one, unless said. */
export class Checkout {
  readonly name: string;
  readonly #root: URL;

  constructor(name: string, root: URL = ROOT) {
    this.name = name;
    this.#root = root;
  }

  /** Makes a store with all that was said. A later version reads it as it is, or brings it up to date. */
  async fill(store: string): Promise<void> {
    const module: typeof import("../../server/backing.ts") = await this.#load("server/backing.ts");
    await using backing = await module.kvBacking(store);
    for (const room of rooms) {
      await backing.journal.createRoom(room, room);
      const count = room === "lobby" || room === "garden" ? MESSAGES[room] : MESSAGES.others;
      for (let seq = 0; seq < count; seq += BATCH) {
        const drafts = Array.from({ length: Math.min(BATCH, count - seq) }, (_, i) => {
          const id = (seq + i).toString(16).padStart(32, "0");
          const text = `${TEXT} ${(seq + i) % NEEDLE.every === 0 ? NEEDLE.word : seq + i}`;
          return { by: "guest:bob", entry: { type: "said", room, id, from: "bob", at: seq, text } };
        });
        await backing.journal.append(room, drafts as Parameters<typeof backing.journal.append>[1]);
      }
    }
  }

  async serve(store: string): Promise<ServerProcess> {
    const path = "tests/support/process/server_process.ts";
    const module: typeof import("../../tests/support/process/server_process.ts") = await this
      .#load(path);
    const flags = ["start", "--limits=off"];
    return await module.ServerProcess.open({ store, by: ["run", ...RUNTIME], flags });
  }

  async #load<T>(path: string): Promise<T> {
    return await import(new URL(path, this.#root).href);
  }
}

/** Somebody at the page, in a browser of their own, and somebody else who talks. */
export class Scene implements AsyncDisposable {
  readonly name: string;
  readonly screen: Window;
  readonly ada: Visitor;
  readonly bob: Visit;
  readonly #server: ServerProcess;
  readonly #things: AsyncDisposableStack;
  #said = 0;

  private constructor(
    name: string,
    server: ServerProcess,
    screen: Window,
    bob: Visit,
    things: AsyncDisposableStack,
  ) {
    this.name = name;
    this.screen = screen;
    this.ada = new Visitor(screen, server.url());
    this.bob = bob;
    this.#server = server;
    this.#things = things;
  }

  static async open(checkout: Checkout, store: string): Promise<Scene> {
    await using things = new AsyncDisposableStack();
    const server = things.use(await checkout.serve(store));
    const driver = things.use(await Driver.start());
    const screen = things.use(await driver.open({ width: 1280, height: 800 }));
    const bob = things.use(Visit.begin(server.url().origin, "bob"));
    for await (const { type } of bob.events) if (type === "welcome") break;
    bob.send([{ type: "join", room: "lobby" }]);
    await screen.goTo(server.url().href);
    const scene = new Scene(checkout.name, server, screen, bob, things.move());
    await scene.ada.enter("ada");
    return scene;
  }

  /** Bob says so many things in a room, in one frame. */
  say(count: number, room = "lobby"): void {
    this.bob.send(
      Array.from({ length: count }, () => {
        return { type: "say", room, id: newId(), text: `${TEXT}: ${++this.#said}` };
      }),
    );
  }

  /** Waits until the page shows the last of what bob said. */
  async hears(): Promise<void> {
    await this.ada.hears(`${TEXT}: ${this.#said}`);
  }

  /** So many strangers say something to ada alone, and she is in all rooms: the page has to be loaded anew. */
  async crowd(): Promise<void> {
    let next = 0;
    const come = async () => {
      while (next < DIRECTS) {
        const name = `peer${++next}`;
        const token = await signIn(this.#server, name);
        const room = encodeURIComponent(`@ada,${name}`);
        const body = { text: "A word in private?" };
        const { status } = await ask(this.#server, `POST /api/rooms/${room}/messages`, {
          token,
          body,
        });
        if (status !== 201) throw new Error(`${name} cannot write to ada: ${status}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, come));
    const answered = Array.from({ length: DIRECTS - UNREAD }, (_, i) => `@ada,peer${i + 1}`);
    await this.screen.evaluate(async (answered: readonly string[]) => {
      for (const room of answered) {
        const headers = { "content-type": "application/json" };
        const body = JSON.stringify({ text: "Yes?" });
        const path = `/api/rooms/${encodeURIComponent(room)}/messages`;
        await fetch(path, { method: "POST", headers, body });
      }
    }, answered);
    await this.screen.evaluate((rooms: readonly string[]) => {
      const visit = JSON.stringify({ name: "ada", rooms });
      localStorage.setItem("visit", visit);
      sessionStorage.setItem("visit", visit);
    }, rooms);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.bob.close();
    await this.#things[Symbol.asyncDispose]();
  }
}
