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
];

/** The name under which WebDriver sends an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

export interface WindowOptions {
  width?: number;
  height?: number;
  dark?: boolean;
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

/** A chromedriver process. Opens windows, each in a browser of its own; takes all down with it. */
export class Driver implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #browser: string;
  readonly #address: string;
  readonly #windows: Window[] = [];
  readonly #output: Promise<void>;

  private constructor(process: Deno.ChildProcess, browser: string, output: Output) {
    this.#process = process;
    this.#browser = browser;
    this.#address = `http://127.0.0.1:${output.port}`;
    this.#output = output.rest;
  }

  static async start(): Promise<Driver> {
    const found = findChromium();
    if (!found) throw new Error(`Cannot start browser: not found, try ${HOW_TO_GET_CHROMIUM}`);
    const process = new Deno.Command(found.driver, {
      args: ["--port=0"],
      stdout: "piped",
      stderr: "null",
    }).spawn();
    return new Driver(process, found.browser, await readPort(process.stdout));
  }

  async open({ width = 1280, height = 800, dark = false }: WindowOptions = {}): Promise<Window> {
    const profile = await Deno.makeTempDir({ prefix: "hubbub-chromium-" });
    const args = [...FLAGS, `--user-data-dir=${profile}`];
    const answer = await ask(`${this.#address}/session`, "POST", {
      capabilities: {
        alwaysMatch: {
          "goog:chromeOptions": { binary: this.#browser, args },
          "goog:loggingPrefs": { browser: "ALL" },
          timeouts: { script: PATIENCE_MS, pageLoad: PATIENCE_MS },
        },
      },
    }) as { sessionId: string };
    const window = new Window(`${this.#address}/session/${answer.sessionId}`, profile);
    this.#windows.push(window);
    await window.resize(width, height);
    await window.prefer(dark ? "dark" : "light");
    return window;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await Promise.allSettled(this.#windows.map((window) => window[Symbol.asyncDispose]()));
    } finally {
      this.#process.kill();
      await this.#process.status;
      await this.#output;
    }
  }
}

interface Output {
  port: string;
  rest: Promise<void>;
}

async function readPort(stdout: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Output> {
  const reader = stdout.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = "";;) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`Cannot start browser: chromedriver said ${JSON.stringify(text)}`);
    text += value;
    const port = /started successfully on port (\d+)/.exec(text)?.[1];
    if (port) return { port, rest: drain(reader) };
  }
}

async function drain(reader: ReadableStreamDefaultReader<string>): Promise<void> {
  while (!(await reader.read()).done);
}

/** A browser with one window. */
export class Window implements AsyncDisposable {
  readonly #session: string;
  readonly #profile: string;
  #isOpen = true;

  constructor(session: string, profile: string) {
    this.#session = session;
    this.#profile = profile;
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

  async click(selector: string): Promise<void> {
    await this.#ask("POST", `element/${await this.#find(selector)}/click`, {});
  }

  /** Types into what the selector finds. Keys without a letter are WebDriver's, such as "\uE007". */
  async type(selector: string, text: string): Promise<void> {
    await this.#ask("POST", `element/${await this.#find(selector)}/value`, { text });
  }

  /** What a person reads there. */
  async text(selector: string): Promise<string> {
    return await this.#ask("GET", `element/${await this.#find(selector)}/text`) as string;
  }

  /** Resizes what the page sees, even to less than a browser's window can have. */
  async resize(width: number, height: number): Promise<void> {
    const metrics = { width, height, deviceScaleFactor: 1, mobile: false };
    await this.devtools("Emulation.setDeviceMetricsOverride", metrics);
  }

  async prefer(scheme: "light" | "dark"): Promise<void> {
    const features = [{ name: "prefers-color-scheme", value: scheme }];
    await this.devtools("Emulation.setEmulatedMedia", { features });
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

  /** What the browser wrote to its console since it was last asked. */
  async log(): Promise<string[]> {
    const entries = await this.#ask("POST", "se/log", { type: "browser" }) as { message: string }[];
    return entries.map(({ message }) => message);
  }

  /** The cookies that the page's server set, also those that no script can read. */
  async cookies(): Promise<{ name: string; value: string; httpOnly: boolean }[]> {
    return await this.#ask("GET", "cookie") as { name: string; value: string; httpOnly: boolean }[];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    try {
      await this.#ask("DELETE", "");
    } finally {
      await Deno.remove(this.#profile, { recursive: true });
    }
  }

  async #find(selector: string): Promise<string> {
    const query = { using: "css selector", value: selector };
    const found = await this.#ask("POST", "element", query) as Record<string, string>;
    return found[ELEMENT] ?? "";
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    return await ask(`${this.#session}/${path}`.replace(/\/$/, ""), method, body);
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
