/**
 * Values of settings.
 *
 * @module
 */

/** A setting that can't be read. The message is one line for a person. */
export class SettingError extends Error {
  override name = "SettingError";
}

/** An integer of at least 1; without a text, the other. */
export function amountOf(what: string, text: string | undefined, otherwise: number): number {
  if (!text) return otherwise;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new SettingError(`Cannot read ${what}: must be an integer >= 1, received "${text}"`);
}

/** Bytes: an integer, with K, M, G or T behind it for so many times 1,024; without a text, the other. */
export function sizeOf(what: string, text: string | undefined, otherwise: number): number {
  if (!text) return otherwise;
  const [, digits, unit = ""] = /^([1-9]\d{0,11}) ?(?:([KMGT])(?:i?B)?)?$/i.exec(text) ?? [];
  const bytes = Number(digits) * 1024 ** " KMGT".indexOf(unit.toUpperCase() || " ");
  if (Number.isSafeInteger(bytes)) return bytes;
  throw new SettingError(`Cannot read ${what}: must be a size such as 25M, received "${text}"`);
}

export function switchOf(name: string, text = ""): boolean {
  if (["", "0", "false", "no", "off"].includes(text.toLowerCase())) return false;
  if (["1", "true", "yes", "on"].includes(text.toLowerCase())) return true;
  throw new SettingError(`Cannot read ${name}: must be on or off, received "${text}"`);
}

/** One of some words. */
export function oneOf<W extends string>(name: string, words: readonly W[], text: string): W {
  const word = words.find((one) => one === text);
  if (word) return word;
  const choice = `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
  throw new SettingError(`Cannot read ${name}: must be ${choice}, received "${text}"`);
}

export function listOf(text = ""): string[] {
  return text.split(",").map((item) => item.trim()).filter(Boolean);
}
