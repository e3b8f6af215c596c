/// <reference lib="dom" />
/**
 * A window of the browser, and the hands and eyes of who sits before it.
 *
 * @module
 */

import type { Driver } from "./webdriver.ts";

/** The name under which WebDriver sends an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** How many letters are told of what a window shows where it does not show what a test waits for. */
const SEEN_MAX = 1_000;

export interface WindowOptions {
  width?: number;
  height?: number;
  dark?: boolean;
  /** Whether it is touched, and there is no mouse. */
  touch?: boolean;
}

/** A window of the browser. */
export class Window implements AsyncDisposable {
  readonly #driver: Driver;
  readonly #handle: string;
  #isOpen = true;

  readonly isTouched: boolean;

  /** @param isTouched whether by a finger; else there is a mouse */
  constructor(driver: Driver, handle: string, isTouched: boolean) {
    this.isTouched = isTouched;

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

  /** Runs a script of others in the page, which the page's own policy would not load. */
  async script(script: string): Promise<void> {
    await this.#ask("POST", "execute/sync", { script, args: [] });
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
      const wanted = `${holds} with ${JSON.stringify(args)}`;
      throw new Error(`Waited in vain for ${wanted}; ${await this.#seen()}`, { cause });
    }
  }

  /** Clicks on what the selector finds, or touches it. A finger's choice in a list is the system's. */
  async click(selector: string): Promise<void> {
    const element = await this.#find(selector);
    await this.#standsStill(element);
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

  /** Asks the browser what its own developers' tools would. */
  async devtools(cmd: string, params: Record<string, unknown>): Promise<unknown> {
    return await this.#ask("POST", "goog/cdp/execute", { cmd, params });
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

  /** What is to be seen in it, for who wonders why a test failed. */
  async #seen(): Promise<string> {
    try {
      const seen = await this.evaluate(async (lettersMax: number) => {
        const { installing, waiting, active } = await navigator.serviceWorker
          ?.getRegistration() ?? {};
        const workers = { installing, waiting, active, own: navigator.serviceWorker?.controller };
        return {
          at: location.href,
          title: document.title,
          text: document.body.innerText.slice(0, lettersMax),
          focus: document.activeElement?.outerHTML.slice(0, lettersMax / 10),
          isHidden: document.hidden,
          kept: JSON.stringify({ ...localStorage, ...sessionStorage }).slice(0, lettersMax),
          workers: Object.entries(workers).map(([name, worker]) => `${name}: ${worker?.state}`),
        };
      }, SEEN_MAX);
      const console = await this.#driver.log();
      return `seen was ${JSON.stringify({ ...seen, console }, null, 2)}`;
    } catch (error) {
      return `the window shows nothing: ${error}`;
    }
  }

  /** Waits until nothing moves it from frame to frame: a click goes where it was when it was looked for. */
  async #standsStill(element: string): Promise<void> {
    await this.until(
      (it: unknown) => {
        const button = it as HTMLElement & { stoodAt?: string };
        const before = button.stoodAt;
        const { x, y, width, height } = button.getBoundingClientRect();
        button.stoodAt = [x, y, width, height].join();
        return button.stoodAt === before &&
          document.getAnimations().every(({ effect, playState }) =>
            playState !== "running" || !(effect instanceof KeyframeEffect) ||
            !effect.target?.contains(button)
          );
      },
      { [ELEMENT]: element },
    );
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
