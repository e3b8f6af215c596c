/**
 * Chromium, driven through chromedriver's plain HTTP interface.
 *
 * @module
 */

import { Window, type WindowOptions } from "./window.ts";

/** What a missing browser is mended by. */
export const HOW_TO_GET_CHROMIUM = "apt-get install chromium chromium-driver";

/** How long a page may take for what it was asked, before the test fails. */
const PATIENCE_MS = 60_000;

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
  // A page of the browser's own behind each address bar, which took more time than our page.
  "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
  // A microphone that beeps, and may be used.
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  // Tests make certificates of their own, for proxies.
  "--ignore-certificate-errors",
  // As on a machine with a mouse, which this one need not have.
  "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4",
];

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
  #lastCommand: Promise<void> = Promise.resolve();

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

  /** Does something in a window, when what was asked before is done. An error tells who asked for it. */
  async command(window: string, method: string, path: string, body?: unknown): Promise<unknown> {
    const before = this.#lastCommand;
    const { promise, resolve: next } = Promise.withResolvers<void>();
    this.#lastCommand = promise;
    await before;
    try {
      if (window !== this.#current) {
        await ask(`${this.#session}/window`, "POST", { handle: window });
        this.#current = window;
      }
      return await ask(`${this.#session}/${path}`, method, body);
    } finally {
      next();
    }
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
