/**
 * A text or a program in a file: closed at first, as it may be long. Its beginning is fetched when
 * somebody wants to read or to copy it.
 *
 * @module
 */

import type { FileInfo } from "../../../protocol.ts";
import { more } from "../../strings/more.ts";
import { showing } from "../../strings/showing.ts";
import { sizeInWords } from "../../strings/size.ts";
import { button, element } from "../document.ts";
import { aboutOf, downloadLink, tileOf } from "./card.ts";
import { hrefOf } from "./kind.ts";

/** So much of a file is read at most. */
export const READ_BYTES = 64 * 1024;

/** How it is read, and what saves all of it: for one that the server has, by its address. */
export interface Reading {
  readonly read: () => Promise<string>;
  readonly save: HTMLElement;
}

export function makeText(
  file: FileInfo,
  { read: readOnce, save }: Reading = {
    read: () => readStart(file),
    save: downloadLink(file),
  },
): HTMLElement {
  const isWhole = file.size <= READ_BYTES;
  const text = element("pre", { hidden: true, dir: "auto", role: "region" });
  text.ariaLabel = showing.textOf(file.name);
  const cut = showing.startOnly(sizeInWords(READ_BYTES), sizeInWords(file.size));
  const note = element("p", { className: "note", role: "status" });
  const problem = element("p", { className: "problem", role: "alert" });
  const read = once(readOnce);

  const show = button(showing.showText, async () => {
    const isOpen = text.hidden && await attempt(async () => {
      if (text.childElementCount === 0) text.append(element("code", {}, await read()));
    });
    text.hidden = !isOpen;
    text.tabIndex = show.tabIndex;
    show.ariaExpanded = String(isOpen);
    show.textContent = isOpen ? showing.hideText : showing.showText;
    show.ariaLabel = isOpen ? showing.hideTextOf(file.name) : showing.showTextOf(file.name);
    if (isOpen && !isWhole) note.textContent = cut;
  }, "quiet");
  show.ariaExpanded = "false";
  show.ariaLabel = showing.showTextOf(file.name);
  const copyLabel = isWhole ? more.copySecret : showing.copyStart(sizeInWords(READ_BYTES));
  const copyButton = button(copyLabel, () =>
    attempt(async () => {
      const { copy } = await import("../menu/copy.ts");
      await copy(await read());
    }), "quiet");
  copyButton.ariaLabel = isWhole ? showing.copyTextOf(file.name) : copyLabel;

  /** @returns whether it went well; if not, it is said why */
  const attempt = async (act: () => Promise<void>) => {
    note.textContent = problem.textContent = "";
    try {
      await act();
      return true;
    } catch (error) {
      problem.textContent = error instanceof ClosedError ? error.message : showing.unread;
      return false;
    }
  };
  const acts = element("span", { className: "acts" }, show, copyButton);
  const head = [tileOf(file), aboutOf(file), acts, save];
  return element("div", { className: "text-file" }, ...head, text, note, problem);
}

/** Why a file is not shown, in a sentence for people. */
export class ClosedError extends Error {
  override name = "ClosedError";
}

/** The first 64 KiB, whatever the server sends. A letter that was cut there is left out. */
export async function readStart(file: FileInfo, fetch = globalThis.fetch): Promise<string> {
  const range = `bytes=0-${READ_BYTES - 1}`;
  const response = await fetch(hrefOf(file), { headers: { range } });
  if (response.status === 404) throw new ClosedError(showing.gone);
  // Nothing can be read from an empty file, and no part of it can be asked for.
  if (response.status === 416) return "";
  if (!response.ok) throw new Error(`Cannot read ${file.id}: ${response.status}`);
  const decoder = new TextDecoder();
  let text = "";
  let left = READ_BYTES;
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes.subarray(0, left), { stream: true });
    left -= bytes.length;
    if (left <= 0) break;
  }
  return text;
}

/** Does something once, and again only if it failed. */
function once<T>(act: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined;
  return () =>
    done ??= act().catch((error) => {
      done = undefined;
      throw error;
    });
}
