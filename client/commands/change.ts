/**
 * `edit`, `delete` and `react`: what is done about a message.
 *
 * @module
 */

import { isSealed } from "../../protocol/name.ts";
import { sealedOnly } from "./say.ts";
import { type Call, countOf } from "./spec/call.ts";
import { pathOf, type Server } from "./server.ts";
import { textOf } from "./say/text.ts";

/** Changes a message, and resolves when that is stored. */
export async function change(call: Call, server: Server): Promise<void> {
  const [written = "", number = "", ...words] = call.words;
  const seq = countOf(number, "The number of a message", 1);
  const message = `${pathOf(server.room(written))}/messages/${seq}`;
  switch (call.command) {
    case "edit": {
      if (isSealed(server.room(written))) throw sealedOnly();
      const text = await textOf(call, words);
      return await server.ask("PATCH", message, { text });
    }
    case "delete":
      return await server.ask("DELETE", message);
    default: {
      const reaction = `${message}/reactions/${encodeURIComponent(words[0] ?? "")}`;
      return await server.ask(call.has("off") ? "DELETE" : "PUT", reaction);
    }
  }
}
