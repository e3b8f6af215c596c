/**
 * What a browser test plays on: the real server, real browsers, real terminals, and an end to all.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { kvBacking } from "../../../server/backing.ts";
import { MEMORY } from "../../../server/kv/store/database.ts";
import { Program } from "../../support/process/program.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { Speaker } from "./speaker.ts";
import { noteTold } from "./visitor/told.ts";
import { Visitor } from "./visitor.ts";
import { Driver, findChromium } from "./webdriver.ts";
import type { WindowOptions } from "./window.ts";

const ROOT = new URL("../../../", import.meta.url);
const OUT = new URL("out/", ROOT);

/** Where there is no browser its tests are ignored; in CI that would hide a hole. */
export const isIgnored = findChromium() === undefined && Deno.env.get("CI") !== "true";

/** The browser of a file's tests, and how many people sat before it so far. */
let driver: Driver | undefined;
let visitors = 0;

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
export function browserTest(
  name: string,
  play: (stage: Stage) => Promise<void>,
  setting: Setting = {},
): void {
  Deno.test({
    name,
    ignore: isIgnored,
    fn: async () => {
      if (driver === undefined) throw new Error("There is no browser");
      await driver.log();
      {
        await using stage = await Stage.open(driver, setting);
        await play(stage);
      }
      const violations = (await driver.log()).filter((line) =>
        /Content Security|TrustedT/.test(line)
      );
      assertEquals(violations, []);
    },
  });
}

/** The same test in each of the windows: what is opened on its stage is opened in that window. */
export function inEachWindow(name: string, play: (stage: Stage) => Promise<void>): void {
  for (const [label, window] of Object.entries(WINDOWS)) {
    browserTest(`${name}: ${label}`, play, { label, window });
  }
}

/** In what window a test is played, unless it asks for another. */
interface Setting {
  /** What its pictures are marked with. */
  readonly label?: string;
  readonly window?: WindowOptions;
}

/** How somebody opens the page. */
interface OpenOptions extends WindowOptions {
  readonly at?: URL;
  /** Whether what the bar tells, and what is loaded, is noted by a script in each page, as is usual. */
  readonly isNoted?: boolean;
}

/** In the page: a browser tells of 250 resources by itself, and the page has more. */
function noteResources(): void {
  performance.setResourceTimingBufferSize(1_000);
}

export class Stage implements AsyncDisposable {
  readonly #things: AsyncDisposableStack;
  readonly #driver: Driver;
  readonly #setting: Setting;
  /** Where the page is. */
  readonly url: URL;

  private constructor(things: AsyncDisposableStack, driver: Driver, url: URL, setting: Setting) {
    this.#things = things;
    this.#driver = driver;
    this.#setting = setting;
    this.url = url;
  }

  static async open(driver: Driver, setting: Setting): Promise<Stage> {
    await using things = new AsyncDisposableStack();
    const url = await serve(things);
    return new Stage(things.move(), driver, url, setting);
  }

  /** Whether its window is a phone's: narrow, and touched. */
  get isPhone(): boolean {
    return this.#setting.window?.touch ?? false;
  }

  /** A server that knows nothing of what was said at the first one. */
  async anotherServer(): Promise<URL> {
    return await serve(this.#things);
  }

  /** A server with a room in which so much was said. */
  async serverWith(room: string, count: number): Promise<URL> {
    const backing = await kvBacking(MEMORY);
    await backing.journal.createRoom(room, room);
    const drafts = Array.from({ length: count }, (_, index) => {
      const said = { id: String(index + 1), from: "bob", at: index, text: `message ${index + 1}` };
      return { by: "bob", entry: { type: "said", room, ...said } as const };
    });
    await backing.journal.append(room, drafts);
    return this.#things.use(await TestServer.start({ backing })).url();
  }

  /**
   * Somebody opens the page, at another address when the way to the server is a special one. Each
   * has a name for this machine of their own, also in other tests of the file, so that the browser
   * keeps nothing of one for another: cookies are of a name, whatever the port.
   */
  async open({ at, isNoted = true, ...options }: OpenOptions = {}): Promise<Visitor> {
    const window = this.#things.use(
      await this.#driver.open({ ...this.#setting.window, ...options }),
    );
    if (isNoted) {
      await noteTold(window);
      await window.beforeEachPage(noteResources);
    }
    const url = new URL(at ?? this.url);
    if (!url.hostname.endsWith("localhost")) url.hostname = `visitor${++visitors}.localhost`;
    await window.goTo(String(url));
    return new Visitor(window, url);
  }

  /** What the browser wrote to its console since it was last asked. */
  async log(): Promise<string[]> {
    return await this.#driver.log();
  }

  /** Somebody opens the page and is in the lobby. */
  async enter(name: string, options: OpenOptions = {}): Promise<Visitor> {
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

  /** Somebody talks in the lobby, without a page; at another server if it is said at which. */
  speaker(name: string, url = this.url): Speaker {
    return this.#things.use(new Speaker(url, name));
  }

  /** Keeps a picture for people to look at. */
  async picture(name: string, visitor: Visitor): Promise<void> {
    const { label } = this.#setting;
    const file = new URL(label === undefined ? `${name}.png` : `${name}-${label}.png`, OUT);
    // As it is when it has come to rest; what lights up is what is to be seen.
    await visitor.window.evaluate(() => {
      const lightsUp = (animation: Animation) =>
        animation instanceof CSSAnimation && animation.animationName === "light-up";
      for (const animation of document.getAnimations()) {
        if (!lightsUp(animation)) animation.finish();
      }
    });
    await Deno.mkdir(OUT, { recursive: true });
    await Deno.writeFile(file, await visitor.window.screenshot());
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
