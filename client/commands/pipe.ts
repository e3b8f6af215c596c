/**
 * `pipe`: each line of standard input is a message.
 *
 * @module
 */

import { isDirect } from "../../protocol/name.ts";
import { Pipe, type PipeOptions } from "../pipe.ts";
import { SealedConnection } from "../sealed/connection.ts";
import { Interruption } from "./on/interruption.ts";
import type { Output } from "./output.ts";
import type { Server } from "./server.ts";
import { placeOf } from "./server/private_room.ts";
import type { Call } from "./spec/call.ts";
import { EXIT } from "./spec/exit.ts";

/** Says the lines, and resolves with how that ended. */
export async function pipe(call: Call, server: Server, output: Output): Promise<number> {
  const [written = ""] = call.words;
  // A direct room is named by its people, who need not have talked before.
  const { room, sealed } = isDirect(written)
    ? { room: written, sealed: undefined }
    : { sealed: undefined, ...await placeOf(server, written) };
  const options = optionsOf(call, room, output);
  const connection = new SealedConnection(server.url, server.credentials);
  if (sealed) connection.know(sealed);
  const saying = new Pipe(connection, room, options);
  using interruption = new Interruption();
  interruption.signal.addEventListener("abort", () => saying.stop());
  await saying.run();
  const { notStored, unknown } = saying.summary;
  if (notStored !== undefined) options.complain(`Not stored: ${notStored}`);
  if (unknown !== undefined) options.complain(`Not known to be stored: ${unknown}`);
  interruption.signal.throwIfAborted();
  return codeOf(saying);
}

function optionsOf(call: Call, room: string, output: Output): PipeOptions {
  let printed = Promise.resolve();
  const print = (line: number, { seq }: { seq: number }) =>
    // One after the other: a line that is printed in pieces must not get others in between.
    printed = printed.then(() => output.line([], { type: "stored", room, seq, line }));
  return {
    input: Deno.stdin.readable,
    complain: call.isQuiet ? () => {} : console.error,
    patienceMs: call.timeoutMs,
    blank: call.values("blank").at(-1) === "keep" ? "keep" : "skip",
    long: call.values("long").at(-1) === "split" ? "split" : "fail",
    escapes: call.has("raw") ? "keep" : "remove",
    encoding: call.encoding ?? "utf-8",
    encodingHint: call.encoding === undefined ? "give its --encoding, such as windows-1252" : "",
    room: "if-there",
    ...(output.isJson && { onStored: print }),
  };
}

function codeOf({ failure, stored }: Pipe): number {
  switch (failure) {
    case undefined:
      return EXIT.done;
    case "lines":
      return EXIT.someNotStored;
    case "refused":
      return stored > 0 ? EXIT.someNotStored : EXIT.refused;
    case "unreachable":
      return stored > 0 ? EXIT.someNotStored : EXIT.unreachable;
    case "not-signed-in":
      return stored > 0 ? EXIT.someNotStored : EXIT.notSignedIn;
    default:
      return failure satisfies never;
  }
}
