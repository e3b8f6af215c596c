/**
 * What a browser test plays on: the real server, real browsers, real terminals, and an end to all.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { memoryBacking } from "../../server/backing.ts";
import { Program } from "../support/program.ts";
import { TestServer } from "../support/test_server.ts";
import { Speaker } from "./speaker.ts";
import { Visitor } from "./visitor.ts";
import { Driver, findChromium, type WindowOptions } from "./webdriver.ts";

const ROOT = new URL("../../", import.meta.url);
const OUT = new URL("out/", ROOT);

/** Where there is no browser its tests are ignored; in CI that would hide a hole. */
export const isIgnored = findChromium() === undefined && Deno.env.get("CI") !== "true";

/** The browser of a file's tests. */
let driver: Driver | undefined;

if (!isIgnored) {
  Deno.test.beforeAll(async () => {
    driver = await Driver.start();
  });
  Deno.test.afterAll(async () => {
    await driver?.[Symbol.asyncDispose]();
  });
}

/** The windows in which the page has to look right. */
export const WINDOWS: Readonly<Record<string, WindowOptions>> = {
  "wide-light": { width: 1280, height: 800 },
  "wide-dark": { width: 1280, height: 800, dark: true },
  "narrow-light": { width: 390, height: 844, touch: true },
  "narrow-dark": { width: 390, height: 844, dark: true, touch: true },
};

/** A test with a real browser and a server of its own. Whatever happens in it, no policy may be violated. */
export function browserTest(name: string, play: (stage: Stage) => Promise<void>): void {
  Deno.test({
    name,
    ignore: isIgnored,
    fn: async () => {
      if (driver === undefined) throw new Error("There is no browser");
      await driver.log();
      {
        await using stage = await Stage.open(driver);
        await play(stage);
      }
      const violations = (await driver.log()).filter((line) =>
        /Content Security|TrustedT/.test(line)
      );
      assertEquals(violations, []);
    },
  });
}

export class Stage implements AsyncDisposable {
  readonly #things: AsyncDisposableStack;
  readonly #driver: Driver;
  #visitors = 0;
  /** Where the page is. */
  readonly url: URL;

  private constructor(things: AsyncDisposableStack, driver: Driver, url: URL) {
    this.#things = things;
    this.#driver = driver;
    this.url = url;
  }

  static async open(driver: Driver): Promise<Stage> {
    await using things = new AsyncDisposableStack();
    const url = await serve(things);
    return new Stage(things.move(), driver, url);
  }

  /** A server that knows nothing of what was said at the first one. */
  async anotherServer(): Promise<URL> {
    return await serve(this.#things);
  }

  /** A server with a room in which so much was said. */
  async serverWith(room: string, count: number): Promise<URL> {
    const backing = this.#things.use(memoryBacking());
    await backing.journal.found(room, room);
    const drafts = Array.from({ length: count }, (_, index) => {
      const said = { id: String(index + 1), from: "bob", at: index, text: `message ${index + 1}` };
      return { by: "bob", entry: { type: "said", room, ...said } as const };
    });
    await backing.journal.append(room, drafts);
    return this.#things.use(await TestServer.start({ backing })).url();
  }

  /**
   * Somebody opens the page, at another address when the way to the server is a special one. Each
   * has a name for this machine of their own, so that the browser keeps nothing of one for another.
   */
  async open(options: WindowOptions & { at?: URL } = {}): Promise<Visitor> {
    const window = this.#things.use(await this.#driver.open(options));
    const url = new URL(options.at ?? this.url);
    if (!url.hostname.endsWith("localhost")) url.hostname = `visitor${++this.#visitors}.localhost`;
    await window.goTo(String(url));
    return new Visitor(window, url);
  }

  /** What the browser wrote to its console since it was last asked. */
  async log(): Promise<string[]> {
    return await this.#driver.log();
  }

  /** Somebody opens the page and is in the lobby. */
  async enter(name: string, options: WindowOptions & { at?: URL } = {}): Promise<Visitor> {
    const visitor = await this.open(options);
    await visitor.enter(name);
    return visitor;
  }

  /** Somebody comes to a room by the terminal client. */
  terminal(name: string, room: string): Program {
    const client = ["run", "--allow-net", "client.ts"];
    const flags = [String(this.url), "--name", name, "--room", room];
    return this.#things.use(new Program([...client, ...flags]));
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
  return things.use(await TestServer.start()).url();
}
