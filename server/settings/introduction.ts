/**
 * Settings of how the server introduces itself: its title, and words of welcome.
 *
 * @module
 */
import { compose, TextError } from "../../protocol/text.ts";
import { SettingError } from "./values.ts";

export const INTRODUCTION_FLAGS = ["title", "welcome"] as const;

/** Code points: a title stands in a tab, words of welcome on the first screen of a phone. */
export const INTRODUCTION_LIMITS = { title: 40, welcome: 500, lines: 8 } as const;

/** What turns text around or moves the cursor: it is plain text, and looks like what it says. */
const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u;

/** What the operator calls the server, and says to whoever comes; absent what they do not say. */
export interface Introduction {
  readonly title?: string;
  readonly welcome?: string;
}

type Text = (name: typeof INTRODUCTION_FLAGS[number]) => string | undefined;

/** @throws {SettingError} If one of them is too long, or no plain text. */
export function introductionOf(text: Text): Introduction {
  const title = text("title")?.trim();
  const welcome = text("welcome")?.trim();
  return {
    ...(title && { title: read("title", title, readTitle) }),
    ...(welcome && { welcome: read("welcome", welcome, readWelcome) }),
  };
}

/**
 * A title as it is shown.
 *
 * @throws {TextError} If it is none.
 */
export function readTitle(text: string): string {
  const title = compose(text.trim(), INTRODUCTION_LIMITS.title);
  if (HIDDEN.test(title)) throw new TextError("malformed", "one line of plain text");
  return title;
}

/**
 * Words of welcome as they are shown: lines of plain text.
 *
 * @throws {TextError} If they are none.
 */
export function readWelcome(text: string): string {
  const { welcome: codePoints, lines: most } = INTRODUCTION_LIMITS;
  const welcome = compose(text.replaceAll(/\r\n?/g, "\n").trim(), codePoints);
  const lines = welcome.split("\n");
  if (lines.some((line) => HIDDEN.test(line))) throw new TextError("malformed", "plain text");
  if (lines.length > most) {
    throw new TextError("too-long", `at most ${most} lines, received ${lines.length}`);
  }
  return welcome;
}

function read(what: string, text: string, parse: (text: string) => string): string {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    throw new SettingError(`Cannot read ${what}: must be ${error.message}`);
  }
}
