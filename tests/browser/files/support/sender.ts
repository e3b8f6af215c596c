/// <reference lib="dom" />
/**
 * Somebody who sends files: what they paste, drop and choose, and what comes of it on the server.
 *
 * @module
 */

import { assert } from "@std/assert";
import type { FileInfo, Said } from "../../../../protocol.ts";
import type { Visitor } from "../../support/visitor.ts";

/** A file as a test wants one: a picture of that size, or so many bytes. */
export type Wanted =
  & { name: string; type?: string }
  & ({ width: number; height: number } | { size: number } | { text: string });

/** What each was made of, by its name: its bytes, as a hash. */
export type Hashes = Record<string, string>;

/** How files come into the page. */
type Way = "paste" | "drop" | "drag";

/** Pastes files, drops them, or drags them over the conversation. Gives the hash of each. */
export async function brings(
  { window }: Visitor,
  way: Way,
  ...wanted: Wanted[]
): Promise<Hashes> {
  return await window.evaluate(
    async (way: string, wanted: Wanted[]) => {
      const data = new DataTransfer();
      const hashes: Record<string, string> = {};
      for (const want of wanted) {
        const file = await make(want);
        data.items.add(file);
        const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
        hashes[want.name] = new Uint8Array(digest).toHex();
      }
      const kind = { bubbles: true, cancelable: true };
      const talk = document.querySelector("#scroller");
      const composer = document.querySelector("#composer textarea");
      if (way === "paste") {
        composer?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, ...kind }));
      } else {
        talk?.dispatchEvent(new DragEvent("dragenter", { dataTransfer: data, ...kind }));
        if (way === "drop") {
          talk?.dispatchEvent(new DragEvent("drop", { dataTransfer: data, ...kind }));
        }
      }
      return hashes;

      async function make(want: Wanted): Promise<File> {
        const { name, type = "application/octet-stream" } = want;
        if ("text" in want) return new File([want.text], name, { type });
        if ("size" in want) {
          // Nothing that could be packed, and another each time.
          const bytes = new Uint8Array(want.size);
          for (let at = 0; at < bytes.length; at += 65_536) {
            crypto.getRandomValues(bytes.subarray(at, Math.min(at + 65_536, bytes.length)));
          }
          return new File([bytes], name, { type });
        }
        const canvas = new OffscreenCanvas(want.width, want.height);
        const context = canvas.getContext("2d")!;
        const shade = context.createLinearGradient(0, 0, want.width, want.height);
        shade.addColorStop(0, "#f2b705");
        shade.addColorStop(0.5, "#e2725b");
        shade.addColorStop(1, "#123f5a");
        context.fillStyle = shade;
        context.fillRect(0, 0, want.width, want.height);
        for (let at = 0; at < 4_000; at++) {
          context.fillStyle = `hsl(${20 + at % 190} 60% ${25 + at % 50}% / 0.5)`;
          context.fillRect((at * 7_919) % want.width, (at * 104_729) % want.height, 28, 12);
        }
        return new File([await canvas.convertToBlob({ type, quality: 0.95 })], name, { type });
      }
    },
    way,
    wanted,
  );
}

/** Waits until so many files wait in the strip above the text. */
export async function hasChosen({ window }: Visitor, count: number): Promise<void> {
  await window.until(
    (wanted: number) => document.querySelectorAll("#chosen > li").length === wanted,
    count,
  );
}

/** Waits until a file of a message on its way is in a state: `sending`, `waiting`, `failed`. */
export async function sees(
  { window }: Visitor,
  state: string,
  text = "",
): Promise<void> {
  await window.until(
    (state: string, text: string) =>
      [...document.querySelectorAll<HTMLElement>(`.waiting [data-state="${state}"]`)]
        .some((row) => row.innerText.includes(text)),
    state,
    text,
  );
}

/** How fast their network takes what they upload, in bytes a second. */
export async function uploadsAt({ window }: Visitor, bytesPerSecond: number): Promise<void> {
  await window.devtools("Network.enable", {});
  await window.devtools("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond,
  });
}

/** As fast as it can. */
export const FAST = -1;

/** The messages with files that the server has in a room, oldest first. */
export async function stored({ window }: Visitor, room = "lobby"): Promise<(Said & Filed)[]> {
  const entries = await window.evaluate(async (room: string) => {
    const answer = await fetch(`api/rooms/${encodeURIComponent(room)}/messages`);
    return (await answer.json()).entries as Said[];
  }, room);
  return entries.filter((entry): entry is Said & Filed => entry.files !== undefined);
}

type Filed = { files: FileInfo[] };

/** Waits until so many messages with files are stored in a room, and gives them. */
export async function hasSent(
  visitor: Visitor,
  count: number,
  room = "lobby",
): Promise<(Said & Filed)[]> {
  await visitor.window.until(
    (room: string, count: number) => {
      const page = globalThis as unknown as { looked?: number; isAsking?: boolean };
      if (!page.isAsking) {
        page.isAsking = true;
        fetch(`api/rooms/${encodeURIComponent(room)}/messages`).then((answer) => answer.json())
          .then(({ entries }: { entries: Said[] }) => {
            page.looked = entries.filter(({ files }) => files !== undefined).length;
            page.isAsking = false;
          }, () => page.isAsking = false);
      }
      return (page.looked ?? 0) >= count;
    },
    room,
    count,
  );
  await visitor.seesNothingAt("#unsent");
  return await stored(visitor, room);
}

/** The hash of a file as the server gives it, and its bytes. */
export async function download(
  { window }: Visitor,
  url: string,
): Promise<{ hash: string; type: string; size: number }> {
  return await window.evaluate(async (url: string) => {
    const answer = await fetch(url.slice(1));
    const bytes = await answer.arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const type = answer.headers.get("content-type") ?? "";
    return { hash: digest.toHex(), type, size: bytes.byteLength };
  }, url);
}

/** A file of a message, which must be there. */
export function only({ files }: Filed): FileInfo {
  const [file] = files;
  assert(file !== undefined && files.length === 1, `It has ${files.length} files`);
  return file;
}
