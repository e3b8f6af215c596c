/**
 * `edit`, `delete` and `react`: what is done about a message.
 *
 * @module
 */

import { isSealed } from "../../protocol/name.ts";
import { RefusedError } from "../connection.ts";
import { isOpenedFile, sealedRefOf } from "../sealed/opened_file.ts";
import { sealedOnly } from "./say.ts";
import { type Call, countOf } from "./spec/call.ts";
import { isSealedPlace, messageAt, placeOf, type SealedPlace } from "./server/private_room.ts";
import { pathOf, type Server } from "./server.ts";
import { textOf } from "./say/text.ts";

/** Changes a message, and resolves when that is stored. */
export async function change(call: Call, server: Server): Promise<void> {
  const [written = "", number = "", ...words] = call.words;
  const seq = countOf(number, "The number of a message", 1);
  const place = await placeOf(server, written);
  const message = `${pathOf(place.room)}/messages/${seq}`;
  switch (call.command) {
    case "edit": {
      if (isSealed(place.room) && !isSealedPlace(place)) throw sealedOnly();
      const text = await textOf(call, words);
      const said = isSealedPlace(place) ? await sealedEdit(server, place, seq, text) : { text };
      return await server.ask("PATCH", message, said);
    }
    case "delete":
      return await server.ask("DELETE", message);
    default: {
      const reaction = `${message}/reactions/${encodeURIComponent(words[0] ?? "")}`;
      return await server.ask(call.has("off") ? "DELETE" : "PUT", reaction);
    }
  }
}

/** An edit is all that is known of the message later, its files, too. */
async function sealedEdit(
  server: Server,
  place: SealedPlace,
  seq: number,
  text: string,
): Promise<{ sealed: string }> {
  const said = await messageAt(server, place, seq);
  if (said === undefined) {
    throw new RefusedError("no-such-message", `There is no message ${seq} in ${place.room}`);
  }
  const files = said.files?.filter(isOpenedFile).map(sealedRefOf) ?? [];
  return { sealed: await place.sealed.seal({ text, ...(files.length > 0 && { files }) }, said) };
}
