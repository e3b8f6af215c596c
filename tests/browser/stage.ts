/**
 * What a browser test plays on: the real server, real browsers, real terminals, and an end to all.
 *
 * @module
 */

import { Program } from "./program.ts";
import { Speaker } from "./speaker.ts";
import { Visitor } from "./visitor.ts";
import { Driver, findChromium, type WindowOptions } from "./webdriver.ts";

const ROOT = new URL("../../", import.meta.url);
const OUT = new URL("out/", ROOT);

/** Where there is no browser its tests are ignored; in CI that would hide a hole. */
export const isIgnored = findChromium() === undefined && Deno.env.get("CI") !== "true";

/** A test with real browsers and a server of its own. */
export function browserTest(name: string, play: (stage: Stage) => Promise<void>): void {
  Deno.test({
    name,
    ignore: isIgnored,
    fn: async () => {
      await using stage = await Stage.open();
      await play(stage);
    },
  });
}

export class Stage implements AsyncDisposable {
  readonly #things: AsyncDisposableStack;
  readonly #driver: Driver;
  /** Where the page is. */
  readonly url: URL;

  private constructor(things: AsyncDisposableStack, driver: Driver, url: URL) {
    this.#things = things;
    this.#driver = driver;
    this.url = url;
  }

  static async open(): Promise<Stage> {
    await using things = new AsyncDisposableStack();
    const driver = things.use(await Driver.start());
    const url = await serve(things);
    return new Stage(things.move(), driver, url);
  }

  /** A server that knows nothing of what was said at the first one. */
  async anotherServer(): Promise<URL> {
    return await serve(this.#things);
  }

  /** Somebody opens the page, at another address when the way to the server is a special one. */
  async open(options: WindowOptions & { at?: URL } = {}): Promise<Visitor> {
    const window = await this.#driver.open(options);
    const visitor = new Visitor(window);
    await window.goTo(String(options.at ?? this.url));
    return visitor;
  }

  /** Somebody opens the page and is in the lobby. */
  async enter(name: string, options: WindowOptions & { at?: URL } = {}): Promise<Visitor> {
    const visitor = await this.open(options);
    await visitor.enter(name);
    return visitor;
  }

  /** Somebody comes to a room by the terminal client. */
  terminal(name: string, room: string): Program {
    return this.#things.use(
      Program.start(new URL("client.ts", ROOT), {
        allow: ["net"],
        args: [String(this.url), "--name", name, "--room", room],
      }),
    );
  }

  /** Somebody talks in the lobby, without a page. */
  speaker(name: string): Speaker {
    return this.#things.use(new Speaker(this.url, name));
  }

  /** Keeps a picture for people to look at. */
  async picture(name: string, visitor: Visitor): Promise<void> {
    await Deno.mkdir(OUT, { recursive: true });
    await Deno.writeFile(new URL(`${name}.png`, OUT), await visitor.window.screenshot());
  }

  /** What must end with the stage. */
  use<T extends AsyncDisposable>(thing: T): T {
    return this.#things.use(thing);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#things[Symbol.asyncDispose]();
  }
}

async function serve(things: AsyncDisposableStack): Promise<URL> {
  const server = things.use(
    Program.start(new URL("main.ts", ROOT), {
      allow: ["net", "read", "env"],
      args: ["--host", "127.0.0.1", "--port", "0", "--ephemeral"],
    }),
  );
  const [address] = await server.says(/http:\S+/);
  return new URL(address);
}
