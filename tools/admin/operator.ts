/**
 * How whoever runs a server asks it: by the key beside its store while it runs; else the same is opened
 * on the store for as long as that takes, which no server uses then.
 *
 * @module
 */
import manifest from "../../deno.json" with { type: "json" };
import {
  type OperatorKey,
  OperatorPort,
  readOperatorKey,
} from "../../server/api/admin/operator_port.ts";
import { readSettings } from "../../server/settings.ts";
import { isThere } from "../export.ts";

/** Where the page is, if nothing says it: links that are made while no server runs lead there. */
const USUAL_PAGE = "http://localhost:8000/";
/** How long the server may take to say that it is there, in milliseconds. */
const ANSWER_MS = 20_000;

/** What one needs to ask, until it is disposed of. */
export interface Reached extends OperatorKey, AsyncDisposable {}

/** Where everything is kept. */
export interface Kept {
  readonly store: string;
  /** The folder of files, where it was named. */
  readonly files: string | undefined;
}

/** @throws If there is no such store, or it may not be used. */
export async function reachServer(kept: Kept): Promise<Reached> {
  try {
    const key = await readOperatorKey(kept.store);
    if (key && await isOpen(key)) return { ...key, [Symbol.asyncDispose]: async () => {} };
    if (await isThere(kept.store)) return await openStopped(kept);
  } catch (error) {
    throw asSentence(error, kept.store);
  }
  throw new Error(
    `there is no store ${kept.store}, and no server runs with it: name the server's with --store`,
  );
}

/** What is said where a file of the store may not be read; any other error as it is. */
export function asSentence(error: unknown, store: string): unknown {
  if (!(error instanceof Deno.errors.PermissionDenied)) return error;
  const why = `the store ${store} is another user's: run this as the user who runs the server`;
  return new Error(why, { cause: error });
}

/** Whether that server is there. One that was killed has left its key. */
async function isOpen({ url, key }: OperatorKey): Promise<boolean> {
  try {
    const response = await fetch(new URL("api/session", url), {
      headers: { authorization: `Bearer ${key}` },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** Opens what a server would, but for people: nobody else can come in. */
async function openStopped({ store, files }: Kept): Promise<Reached> {
  const flags = ["--store", store, ...(files === undefined ? [] : ["--files", files])];
  const settings = readSettings(flags, (name) => Deno.env.get(name));
  if (typeof settings !== "object") throw new Error("the server's settings cannot be read");
  // All of the server, which nobody needs who reaches one that runs.
  const { openChat } = await import("../../server/chat/opening.ts");
  const { Log } = await import("../../server/chat/log.ts");
  await using opening = new AsyncDisposableStack();
  const { chat } = opening.use(
    await openChat(settings, `hubbub/${manifest.version}`, new Log()),
  );
  const page = settings.publicUrl ?? new URL(USUAL_PAGE);
  opening.use(await OperatorPort.open(chat, { page, store }));
  const key = await readOperatorKey(store);
  if (key === undefined) throw new Error(`the key beside ${store} was removed: try again`);
  const opened = opening.move();
  return { ...key, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}
