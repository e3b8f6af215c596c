/**
 * Chromium, driven through chromedriver's plain HTTP interface.
 *
 * @module
 */

/** What a missing browser is mended by. */
export const HOW_TO_GET_CHROMIUM = "apt-get install chromium chromium-driver";

/** How long a page may take for what it was asked, before the test fails. */
const PATIENCE_MS = 20_000;

const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
  // As on a machine with a mouse, which this one need not have.
  "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
];

/** The name under which WebDriver sends an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

export interface WindowOptions {
  width?: number;
  height?: number;
  dark?: boolean;
  /** Whether it is touched, and there is no mouse. */
  touch?: boolean;
}

/** Where the browser and its driver are; `undefined` when one of them is not there. */
export function findChromium(): { browser: string; driver: string } | undefined {
  const browser = findProgram("chromium", "chromium-browser", "google-chrome");
  const driver = findProgram("chromedriver");
  return browser && driver ? { browser, driver } : undefined;
}

function findProgram(...names: string[]): string | undefined {
  const folders = [...(Deno.env.get("PATH") ?? "").split(":"), "/usr/bin"];
  const paths = names.flatMap((name) => folders.map((folder) => `${folder}/${name}`));
  return paths.find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

/** A chromedriver process and the browser that it drives, in which windows are opened. */
export class Driver implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #output: Output;
  readonly #profile: string;
  readonly #session: string;
  /** The window that is there as long as the browser is. */
  readonly #home: string;
  /** The window that commands go to, and the command under way: there is one hand for all windows. */
  #current: string;
  #lastCommand: Promise<unknown> = Promise.resolve();

  private constructor(
    process: Deno.ChildProcess,
    output: Output,
    profile: string,
    session: string,
    home: string,
  ) {
    this.#process = process;
    this.#output = output;
    this.#profile = profile;
    this.#session = session;
    this.#home = this.#current = home;
  }

  static async start(): Promise<Driver> {
    const found = findChromium();
    if (!found) throw new Error(`Cannot start browser: not found, try ${HOW_TO_GET_CHROMIUM}`);
    const process = new Deno.Command(found.driver, {
      args: ["--port=0"],
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const output = await readPort(process.stdout);
    const address = `http://127.0.0.1:${output.port}`;
    const profile = await Deno.makeTempDir({ prefix: "hubbub-chromium-" });
    const answer = await ask(`${address}/session`, "POST", {
      capabilities: {
        alwaysMatch: {
          "goog:chromeOptions": {
            binary: found.browser,
            args: [...FLAGS, `--user-data-dir=${profile}`],
          },
          "goog:loggingPrefs": { browser: "ALL" },
          timeouts: { script: PATIENCE_MS, pageLoad: PATIENCE_MS, implicit: PATIENCE_MS },
        },
      },
    }) as { sessionId: string };
    const session = `${address}/session/${answer.sessionId}`;
    const home = await ask(`${session}/window`, "GET") as string;
    return new Driver(process, output, profile, session, home);
  }

  async open(options: WindowOptions = {}): Promise<Window> {
    const { width = 1280, height = 800, dark = false, touch = false } = options;
    const { handle } = await this.command(this.#home, "POST", "window/new", { type: "window" }) as {
      handle: string;
    };
    const window = new Window(this, handle, touch);
    await window.resize(width, height);
    await window.prefer(dark ? "dark" : "light");
    // All windows behave as the one that somebody has before them.
    await window.devtools("Emulation.setFocusEmulationEnabled", { enabled: true });
    return window;
  }

  /** What the browser wrote to its console since it was last asked, in all windows. */
  async log(): Promise<string[]> {
    const entries = await this.command(this.#home, "POST", "se/log", { type: "browser" });
    return (entries as { message: string }[]).map(({ message }) => message);
  }

  /** Does something in a window, when what was asked before is done. */
  command(window: string, method: string, path: string, body?: unknown): Promise<unknown> {
    const done = this.#lastCommand.then(async () => {
      if (window !== this.#current) {
        await ask(`${this.#session}/window`, "POST", { handle: window });
        this.#current = window;
      }
      return await ask(`${this.#session}/${path}`, method, body);
    });
    this.#lastCommand = done.catch(() => {});
    return done;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await ask(this.#session, "DELETE");
    } finally {
      this.#process.kill();
      await this.#process.status;
      await drain(this.#output.reader);
      await Deno.remove(this.#profile, { recursive: true });
    }
  }
}

interface Output {
  port: string;
  reader: ReadableStreamDefaultReader<string>;
}

async function readPort(stdout: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Output> {
  const reader = stdout.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = "";;) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`Cannot start browser: chromedriver said ${JSON.stringify(text)}`);
    text += value;
    const port = /started successfully on port (\d+)/.exec(text)?.[1];
    if (port) return { port, reader };
  }
}

async function drain(reader: ReadableStreamDefaultReader<string>): Promise<void> {
  while (!(await reader.read()).done);
}

/** A window of the browser. */
export class Window implements AsyncDisposable {
  readonly #driver: Driver;
  readonly #handle: string;
  #isOpen = true;

  /** @param isTouched whether by a finger; else there is a mouse */
  constructor(driver: Driver, handle: string, readonly isTouched: boolean) {
    this.#driver = driver;
    this.#handle = handle;
  }

  async goTo(url: string): Promise<void> {
    await this.#ask("POST", "url", { url });
  }

  async reload(): Promise<void> {
    await this.#ask("POST", "refresh", {});
  }

  /** Runs a function in the page. It sees its arguments and the page, nothing of the test. */
  async evaluate<A extends unknown[], R>(run: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
    const script = `return (${run})(...arguments)`;
    return await this.#ask("POST", "execute/sync", { script, args }) as Awaited<R>;
  }

  /** Waits, frame by frame, until a function in the page answers with something true. */
  async until<A extends unknown[]>(holds: (...args: A) => unknown, ...args: A): Promise<void> {
    const script = `const args = arguments; return new Promise((resolve) => {
      const look = () => (${holds})(...args) ? resolve() : requestAnimationFrame(look);
      look();
    })`;
    try {
      await this.#ask("POST", "execute/sync", { script, args });
    } catch (cause) {
      throw new Error(`Waited in vain for ${holds} with ${JSON.stringify(args)}`, { cause });
    }
  }

  /** Clicks on what the selector finds, or touches it. A finger's choice in a list is the system's. */
  async click(selector: string): Promise<void> {
    const element = await this.#find(selector);
    const isTouch = this.isTouched && !/\boption\b/.test(selector);
    if (isTouch) await this.#touch(element);
    else await this.#ask("POST", `element/${element}/click`, {});
  }

  /** Types into what the selector finds. Keys without a letter are WebDriver's, such as "\uE007". */
  async type(selector: string, text: string): Promise<void> {
    await this.#ask("POST", `element/${await this.#find(selector)}/value`, { text });
  }

  /** Types in the place of what stands there. */
  async fill(selector: string, text: string): Promise<void> {
    await this.#ask("POST", `element/${await this.#find(selector)}/clear`, {});
    await this.type(selector, text);
  }

  /** Presses keys, wherever the focus is. */
  async press(...keys: string[]): Promise<void> {
    const actions = keys.flatMap((key) =>
      [...key].map((value) => ({ type: "keyDown", value }))
        .concat([...key].reverse().map((value) => ({ type: "keyUp", value })))
    );
    await this.#ask("POST", "actions", { actions: [{ type: "key", id: "keys", actions }] });
  }

  /** What a person reads there. */
  async text(selector: string): Promise<string> {
    return await this.#ask("GET", `element/${await this.#find(selector)}/text`) as string;
  }

  /** Resizes what the page sees, even to less than a browser's window can have. */
  async resize(width: number, height: number): Promise<void> {
    const metrics = { width, height, deviceScaleFactor: 1, mobile: this.isTouched };
    await this.devtools("Emulation.setDeviceMetricsOverride", metrics);
    await this.devtools("Emulation.setTouchEmulationEnabled", { enabled: this.isTouched });
  }

  async prefer(scheme: "light" | "dark"): Promise<void> {
    const features = [{ name: "prefers-color-scheme", value: scheme }];
    await this.devtools("Emulation.setEmulatedMedia", { features });
  }

  /** The cookies that the page's server set, also those that no script can read. */
  async cookies(): Promise<{ name: string; value: string; httpOnly: boolean }[]> {
    return await this.#ask("GET", "cookie") as { name: string; value: string; httpOnly: boolean }[];
  }

  /** Runs this in every page before its own scripts. */
  async beforeEachPage(run: () => void): Promise<void> {
    await this.devtools("Page.addScriptToEvaluateOnNewDocument", { source: `(${run})()` });
  }

  async devtools(cmd: string, params: Record<string, unknown>): Promise<void> {
    await this.#ask("POST", "goog/cdp/execute", { cmd, params });
  }

  async screenshot(): Promise<Uint8Array<ArrayBuffer>> {
    return Uint8Array.fromBase64(await this.#ask("GET", "screenshot") as string);
  }

  /** Closes it, as a person does. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#ask("DELETE", "window");
  }

  async #touch(element: string): Promise<void> {
    const origin = { [ELEMENT]: element };
    const script = 'arguments[0].scrollIntoView({ block: "nearest" })';
    await this.#ask("POST", "execute/sync", { script, args: [origin] });
    const actions = [
      { type: "pointerMove", duration: 0, origin, x: 0, y: 0 },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ];
    const finger = { type: "pointer", id: "finger", parameters: { pointerType: "touch" }, actions };
    await this.#ask("POST", "actions", { actions: [finger] });
  }

  async #find(selector: string): Promise<string> {
    const query = { using: "css selector", value: selector };
    const found = await this.#ask("POST", "element", query) as Record<string, string>;
    return found[ELEMENT] ?? "";
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    return await this.#driver.command(this.#handle, method, path, body);
  }
}

async function ask(url: string, method: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const { value } = await response.json() as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`Browser: ${error}: ${message.split("\n")[0]}`);
}
