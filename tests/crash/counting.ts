/**
 * A program that counts in a room, on a server that is killed meanwhile.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { connect } from "../../client.ts";
import { ServerProcess } from "../support/process/server_process.ts";
import { TempFolder } from "../support/temp_folder.ts";

/** How often the server is killed, each time after an equal part. */
const CRASHES = 2;

/** What was heard by another program that listens, and what is in the log in the end. */
export interface Counted {
  readonly heard: string[];
  readonly kept: string[];
}

/** Says the numbers from 1 on, as fast as the library takes them. */
export async function countThroughCrashes(count: number): Promise<Counted> {
  await using folder = await TempFolder.make();
  const options = { store: folder.file("chat.db"), env: { LIMITS: "off" } };
  let server = await ServerProcess.open(options);
  const { port } = server;
  try {
    await using speaker = await connect(server.url(), { name: "speaker" });
    await using listener = await connect(server.url(), { name: "listener" });
    const listened = await listener.join("numbers");
    const numbers = await speaker.join("numbers");
    const crashes = new Set(
      Array.from({ length: CRASHES }, (_, i) => Math.floor(count * (i + 1) / (CRASHES + 1))),
    );
    const restarts: Promise<void>[] = [];
    const restart = async () => {
      await server.kill();
      server = await ServerProcess.open({ ...options, port });
    };
    let acknowledged = 0;
    const saying = Array.from({ length: count }, async (_, index) => {
      const { seq } = await numbers.say(String(index + 1));
      if (crashes.has(++acknowledged)) restarts.push(restart());
      return seq;
    });
    const heard: string[] = [];
    for await (const { text } of listened.messages()) if (heard.push(text) === count) break;
    const seqs = await Promise.all(saying);
    await Promise.all(restarts);
    assertEquals(restarts.length, CRASHES);
    assertEquals(seqs, seqs.toSorted((a, b) => a - b));
    const kept = await Array.fromAsync(numbers.history(), ({ text }) => text);
    return { heard, kept: kept.reverse() };
  } finally {
    await server[Symbol.asyncDispose]();
  }
}
