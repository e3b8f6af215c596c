/// <reference lib="dom" />
/**
 * A person at the page: what they do and see, in words.
 *
 * @module
 */

import type { Window } from "./webdriver.ts";

const ENTER = "\uE007";
const COMPOSER = "#composer textarea";

export class Visitor {
  /** @param at where they opened the page */
  constructor(readonly window: Window, readonly at: URL) {}

  /** Says who they are, and is in the lobby. */
  async enter(name: string): Promise<void> {
    await this.window.type("#name-dialog input", name + ENTER);
    await this.seesRoom("lobby");
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

  /** Waits until the composer holds this. */
  async hasWritten(text: string): Promise<void> {
    await this.window.until(
      (wanted: string) =>
        document.querySelector<HTMLTextAreaElement>("#composer textarea")?.value === wanted,
      text,
    );
  }

  /** Opens the menu of a message, by a finger or by the button beside it. */
  async opensMenuOf(text: string): Promise<void> {
    await this.window.until((wanted: string) => {
      const texts = Array.from(document.querySelectorAll("#entries .text"));
      const message = texts.find(({ textContent }) => textContent?.includes(wanted))?.closest("li");
      const isTouched = matchMedia("(hover: none)").matches;
      message?.querySelector<HTMLElement>(isTouched ? ".text" : ".more")?.click();
      return message !== undefined;
    }, text);
  }

  /** By how much the page is larger than its window. */
  async overflow(): Promise<{ x: number; y: number }> {
    return await this.window.evaluate(() => ({
      x: document.documentElement.scrollWidth - innerWidth,
      y: document.documentElement.scrollHeight - innerHeight,
    }));
  }

  /** Goes away, to come back under another name. */
  async changesName(): Promise<void> {
    await this.window.click("#open-settings");
    await this.window.click(".person .leave");
  }

  async says(text: string): Promise<void> {
    await this.window.type(COMPOSER, text + ENTER);
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

  /** Goes to a room by its address, as a link does. */
  async goesTo(room: string): Promise<void> {
    await this.window.evaluate((name: string) => {
      location.hash = encodeURIComponent(name);
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

  /** Waits until something follows a message. */
  async hearsAfter(text: string): Promise<void> {
    await this.window.until((last: string) => {
      const texts = Array.from(document.querySelectorAll("#entries .text"));
      return texts.at(-1)?.textContent !== last;
    }, text);
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

  /** Who is here, as the page shows it. */
  async people(): Promise<string[]> {
    return await this.window.evaluate(() =>
      Array.from(document.querySelectorAll("#people .name"), (name) => name.textContent ?? "")
    );
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

  /** Waits until the newest message is in sight. */
  async isAtTheEnd(): Promise<void> {
    await this.window.until(() => {
      const scroller = document.querySelector("#scroller");
      if (scroller === null) return false;
      return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 2;
    });
  }
}
