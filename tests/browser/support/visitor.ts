/// <reference lib="dom" />
/**
 * A person at the page: what they do and see, in words.
 *
 * @module
 */

import type { Window } from "./window.ts";

const ENTER = "\uE007";
const COMPOSER = "#composer textarea";

export class Visitor {
  readonly window: Window;
  readonly at: URL;

  /** @param at where they opened the page */
  constructor(window: Window, at: URL) {
    this.window = window;
    this.at = at;
  }

  /** Says who they are, and is in the lobby. */
  async enter(name: string): Promise<void> {
    await this.window.fill("#name-dialog input", name + ENTER);
    await this.seesRoom("lobby");
  }

  /** Brings rooms and people into sight, where they are in a drawer. */
  async opensSide(): Promise<void> {
    const isDrawer = await this.window.evaluate(() =>
      document.querySelector("#side")?.hasAttribute("inert") ?? false
    );
    if (!isDrawer) return;
    await this.window.click("#open-side");
    // What is still sliding can't be hit.
    await this.window.until(() =>
      document.querySelector("#side")?.getBoundingClientRect().left === 0 &&
      document.getAnimations().length === 0
    );
  }

  /** Goes to a room, or to what is said to a person alone, by the link at the side. */
  async follows(name: string): Promise<void> {
    await this.opensSide();
    await this.window.until((wanted: string) => {
      // Only in links: the list of people has the same names.
      const names = Array.from(document.querySelectorAll("#side li a .name"));
      const link = names.find(({ textContent }) => textContent === wanted)?.closest("a");
      link?.click();
      return link;
    }, name);
    await this.seesRoom(name);
  }

  /** Picks something from the menu that a button opens. */
  async picks(button: string, item: string): Promise<void> {
    await this.window.click(button);
    await this.chooses(item);
  }

  /** Picks something from the menu that is open. */
  async chooses(item: string): Promise<void> {
    await this.window.until((wanted: string) => {
      const buttons = Array.from(document.querySelectorAll<HTMLElement>(".menu button"));
      const found = buttons.find(({ textContent }) => textContent === wanted);
      found?.click();
      return found !== undefined;
    }, item);
  }

  /** Lets nothing call them in the shown room any more. */
  async silences(): Promise<void> {
    await this.picks("#room-menu", "Notifications: what mentions you");
    await this.chooses("Nothing, and no mark");
    await this.window.until(() => document.querySelector("#rooms li.muted"));
  }

  /** Waits until the composer holds this. */
  async hasWritten(text: string): Promise<void> {
    await this.window.until(
      (wanted: string) =>
        document.querySelector<HTMLTextAreaElement>("#composer textarea")?.value === wanted,
      text,
    );
  }

  /** Opens the menu of a message: by the button beside it, or as a finger asks for it that can't be held. */
  async opensMenuOf(text: string): Promise<void> {
    await this.window.until((wanted: string) => {
      const texts = Array.from(document.querySelectorAll("#entries .text"));
      const message = texts.find(({ textContent }) => textContent?.includes(wanted))?.closest("li");
      if (!message) return false;
      const button = message.querySelector<HTMLElement>(".more");
      if (!matchMedia("(hover: none)").matches) return button?.click() ?? true;
      const finger = { pointerType: "touch", isPrimary: true, bubbles: true, cancelable: true };
      const types = ["pointerover", "pointerdown", "pointerup"];
      for (const type of types) message.dispatchEvent(new PointerEvent(type, finger));
      // What answers it may still be on its way.
      return !message.dispatchEvent(new PointerEvent("contextmenu", finger));
    }, text);
  }

  /** By how much the page is larger than its window, or the conversation wider than its place. */
  async overflow(): Promise<{ x: number; y: number }> {
    return await this.window.evaluate(() => {
      const { scrollWidth = 0, clientWidth = 0 } = document.querySelector("#scroller") ?? {};
      const page = document.documentElement;
      return {
        x: Math.max(page.scrollWidth - innerWidth, scrollWidth - clientWidth),
        y: page.scrollHeight - innerHeight,
      };
    });
  }

  /** Goes away, to come back under another name. */
  async changesName(): Promise<void> {
    await this.window.click("#open-settings");
    await this.window.click(".person .leave");
  }

  /** Says something: a keyboard has a key for that, a finger touches the button. */
  async says(text: string): Promise<void> {
    if (!this.window.isTouched) return await this.window.type(COMPOSER, text + ENTER);
    await this.window.type(COMPOSER, text);
    await this.window.click("#composer [type=submit]");
  }

  /** Says something else in the place of what stands in the composer. */
  async rewrites(text: string): Promise<void> {
    await this.window.evaluate(() => {
      document.querySelector<HTMLTextAreaElement>("#composer textarea")?.select();
    });
    await this.says(text);
  }

  /** What they copy by doing something, once it is copied. */
  async copies(act: () => Promise<void>): Promise<string> {
    const permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
    await this.window.devtools("Browser.grantPermissions", { permissions });
    await this.window.evaluate(() => navigator.clipboard.writeText(""));
    await act();
    return await this.window.evaluate(async () => {
      let text = "";
      while (text === "") text = await navigator.clipboard.readText();
      return text;
    });
  }

  /** Goes to the newest message, if it is out of sight. */
  async newest(): Promise<void> {
    await this.scrollsTo(Number.MAX_SAFE_INTEGER);
    await this.isAtTheEnd();
  }

  async types(text: string): Promise<void> {
    await this.window.type(COMPOSER, text);
  }

  /** Puts in what would take long to type. */
  async pastes(text: string): Promise<void> {
    await this.window.evaluate((pasted: string) => {
      const composer = document.querySelector<HTMLTextAreaElement>("#composer textarea");
      composer?.setRangeText(pasted);
      composer?.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }, text);
  }

  /** Goes to a room by its address, as a link does, and makes it if it is not there. */
  async goesTo(room: string): Promise<void> {
    await this.window.evaluate((name: string) => {
      location.hash = encodeURIComponent(name);
    }, room);
    await this.window.until((name: string) => {
      const isThere = document.querySelector("#room-name")?.textContent === name;
      const isOffered = document.querySelector("#banner .text")?.textContent?.includes(`“${name}”`);
      if (isOffered) document.querySelector<HTMLElement>("#banner button")?.click();
      return isThere || isOffered;
    }, room);
    await this.seesRoom(room);
  }

  async seesRoom(room: string): Promise<void> {
    await this.window.until(
      (name: string) => document.querySelector("#room-name")?.textContent === name,
      room,
    );
  }

  /** Waits until the page says something anywhere where a person can read it. */
  async sees(text: string, where = "body"): Promise<void> {
    await this.window.until(
      (wanted: string, selector: string) => {
        const elements = Array.from(document.querySelectorAll<HTMLElement>(selector));
        return elements.some((element) => element.innerText.includes(wanted));
      },
      text,
      where,
    );
  }

  async seesNothingAt(selector: string): Promise<void> {
    await this.window.until((wanted: string) => {
      const elements = Array.from(document.querySelectorAll<HTMLElement>(wanted));
      return elements.every((element) => !element.checkVisibility() || element.innerText === "");
    }, selector);
  }

  /** Waits until a message is in the room's log, and not only on its way. */
  async hears(text: string): Promise<void> {
    await this.sees(text, "#entries .text");
  }

  /** Waits until exactly so many messages are on the page. */
  async hearsThisMany(count: number): Promise<void> {
    await this.window.until(
      (wanted: number) => document.querySelectorAll("#entries .message").length === wanted,
      count,
    );
  }

  /** The conversation, as `ada: hello`. */
  async conversation(): Promise<string[]> {
    return await this.window.evaluate(() =>
      Array.from(document.querySelectorAll("#entries .message"), (message) => {
        const words = (part: string) => message.querySelector(part)?.textContent ?? "";
        return `${words(".author")}: ${words(".text")}`;
      })
    );
  }

  /** Waits until exactly these people are here, as the page lists them. */
  async seesPeople(...names: string[]): Promise<void> {
    await this.window.until((wanted: string) => {
      const names = document.querySelectorAll("#people .name");
      return Array.from(names, (name) => name.textContent).join() === wanted;
    }, names.join());
  }

  /** The rooms they are in, as the page lists them. */
  async rooms(): Promise<string[]> {
    return await this.window.evaluate(() =>
      Array.from(document.querySelectorAll("#rooms .name"), (name) => name.textContent ?? "")
    );
  }

  /** What they have typed and not said. */
  async composerText(): Promise<string> {
    return await this.window.evaluate(() =>
      document.querySelector<HTMLTextAreaElement>("#composer textarea")?.value ?? ""
    );
  }

  async scrollsTo(top: number): Promise<void> {
    await this.window.evaluate((wanted: number) => {
      document.querySelector("#scroller")?.scrollTo({ top: wanted });
    }, top);
  }

  /** Which message stands at the top of what is seen, and where exactly. */
  async reads(): Promise<{ text: string; y: number }> {
    return await this.window.evaluate(() => {
      const top = document.querySelector("#scroller")?.getBoundingClientRect().top ?? 0;
      const texts = Array.from(document.querySelectorAll("#entries .text"));
      const first = texts.find((text) => text.getBoundingClientRect().top >= top);
      return { text: first?.textContent ?? "", y: first?.getBoundingClientRect().top ?? 0 };
    });
  }

  /** Waits until something stands within the window, as a person would want to see it. */
  async hasInSight(selector: string): Promise<void> {
    await this.window.until((wanted: string) => {
      const { top, bottom, left, right } = document.querySelector(wanted)
        ?.getBoundingClientRect() ?? { top: -1, bottom: -1, left: -1, right: -1 };
      return top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth;
    }, selector);
  }

  /** Waits until a message stands somewhere, as far as a browser's rounding lets it. */
  async standsAgainAt(text: string, y: number): Promise<void> {
    await this.window.until(
      (wanted: string, y: number) => {
        const texts = Array.from(document.querySelectorAll("#entries .text"));
        const found = texts.find(({ textContent }) => textContent === wanted);
        return Math.abs((found?.getBoundingClientRect().top ?? NaN) - y) <= 1;
      },
      text,
      y,
    );
  }

  /** Waits until the newest message is in sight. */
  async isAtTheEnd(): Promise<void> {
    await this.window.until(() => {
      const scroller = document.querySelector("#scroller");
      if (scroller === null) return false;
      return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 2;
    });
  }
}
