/**
 * `say` and `reply`: one message, stored once however often it has to be sent.
 *
 * @module
 */

import type { Said } from "../../protocol.ts";
import type { Uploaded } from "../connection/files.ts";
import { attachmentOf } from "../library/file/source.ts";
import { plainLine } from "../plain_text.ts";
import { isSealedRef, openedFiles, type SealedRef } from "../sealed/opened_file.ts";
import { SealedTransfers } from "../sealed/transfers.ts";
import { isSealed } from "../../protocol/name.ts";
import { type Place, placeOf } from "./server/private_room.ts";
import { type Call, countOf, UsageError } from "./spec/call.ts";
import type { Output } from "./output.ts";
import { waitsWithin } from "./server/patience.ts";
import { pathOf, type Server } from "./server.ts";
import { textOf } from "./say/text.ts";

/** What an id is made of has no bound, so the id is a hash: so many of its bytes are enough. */
const ID_BYTES = 24;

type Answer = Said | { stored: { room: string; seq: number } };

/** Says a message in a room; or, as `reply`, as the answer to one. */
export async function say(call: Call, server: Server, output: Output): Promise<void> {
  const [written = "", ...words] = call.words;
  const reply = call.command === "reply"
    ? countOf(words.shift() ?? "", "The number of a message", 1)
    : undefined;
  const { room, sealed } = await placeOf(server, written);
  if (isSealed(room) && !sealed) throw sealedOnly();
  const text = await textOf(call, words);
  const key = call.values("id").at(-1);
  const id = key === undefined ? crypto.randomUUID() : await idOf({ room, sealed }, key);
  const refs = await upload(call, server, sealed !== undefined);
  const files = refs.map(({ id }) => id);
  const hidden = { text, ...(refs.length > 0 && { files: refs.filter(isSealedRef) }) };
  const said = sealed ? { sealed: await sealed.seal(hidden, { from: server.you, id }) } : { text };
  const message = { ...said, id, ...(reply && { reply }), ...(files.length > 0 && { files }) };
  const answer = await server.ask<Answer>("POST", `${pathOf(room)}/messages`, message);
  if (!output.isJson) return;
  if ("stored" in answer) return await output.line([], { type: "stored", ...answer.stored, id });
  const { sealed: _, ...entry } = answer;
  const opened = sealed && refs.length > 0 && { files: openedFiles(hidden.files ?? []) };
  await output.entry({ ...entry, text, ...opened });
}

/** What is said in a private room is sealed by its link: as it is, the server would read it. */
export function sealedOnly(): UsageError {
  return new UsageError("Not sent: a private room is named by its link, https://HOST/#!SECRET");
}

/**
 * The same for the same room and key, and for nothing else. Of a private room it is made with what only
 * its link has: the server could try which words make it otherwise.
 */
export async function idOf({ room, sealed }: Place, key: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${sealed?.secret ?? room}\n${key}`);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return hash.subarray(0, ID_BYTES).toHex();
}

async function upload(
  call: Call,
  server: Server,
  isSealed: boolean,
): Promise<readonly { readonly id: string }[]> {
  const sources = await Promise.all(call.values("file").map(attachmentOf));
  const transfers = new SealedTransfers(server.url, () => server.token, {
    waitsMs: waitsWithin(call.timeoutMs),
  });
  if (isSealed) {
    const refs: SealedRef[] = [];
    for (const source of sources) refs.push(await transfers.uploadSealed(source));
    return refs;
  }
  const uploaded: Uploaded[] = [];
  for (const source of sources) uploaded.push(await transfers.upload(source));
  for (const { name } of uploaded.filter(({ keeps }) => keeps === "location")) {
    if (call.isQuiet) continue;
    console.error(plainLine(`${name} tells where it was made: that cannot be removed from it`));
  }
  return uploaded;
}
