/**
 * Somebody who sits down at a terminal to chat, and whom they meet there.
 *
 * @module
 */
import { Reader } from "./connection/support/reader.ts";
import { startServer } from "./programs.ts";
import { hasTmux, Tmux } from "./tmux.ts";

const CLIENT = new URL("../../client.ts", import.meta.url);
/** Whether this machine has no terminal to test with. */
export const ignore = !await hasTmux();

interface Way {
  /** Who they are: Ada, unless it is said; nobody yet, where it is empty. */
  name?: string;
  /** What the client may do besides. */
  allowed?: readonly string[];
  /** Whether Deno asks for what it may not do. */
  prompts?: "" | "--no-prompt";
  /** Nothing where Deno is to ask for the network, too. */
  net?: "" | "--allow-net";
  /** What stands before the command, as `TERM=dumb`. */
  env?: string;
  flags?: string;
  /** What is seen once they are there, where that is not English. */
  seen?: RegExp;
  /** What is run instead of the client. */
  client?: URL;
  /** A file that gets all that the client writes. */
  record?: string | undefined;
}

/**
 * Ada at a terminal, in the lobby.
 *
 * @param allowed what the client may do besides
 * @param prompts whether Deno asks for what it may not do
 */
export function sitsDown(
  url: string,
  here = 1,
  allowed: readonly string[] = [],
  prompts: "" | "--no-prompt" = "--no-prompt",
): Promise<Tmux> {
  return startsClient(url, RegExp(`── lobby · ${here} here\n›`), { allowed, prompts });
}

/** Somebody at a terminal, in the lobby. */
export function sitsDownAs(
  name: string,
  url: string,
  { here = 1, ...way }: Way & { here?: number } = {},
): Promise<Tmux> {
  return startsClient(url, RegExp(`── lobby · ${here} here\n›`), { ...way, name });
}

/** Starts the client, and waits until something is seen. If it is not, no terminal stays behind. */
export async function startsClient(
  url: string,
  seen: RegExp,
  { name = "ada", allowed = [], net = "--allow-net", prompts = "--no-prompt", ...way }: Way,
): Promise<Tmux> {
  const { env = "", flags = "", client = CLIENT, record } = way;
  const tmux = await Tmux.start();
  try {
    if (record !== undefined) await tmux.records(record);
    const permissions = [net, ...allowed, prompts].join(" ");
    const run = `${env} "${Deno.execPath()}" run --quiet ${permissions} ${client.href}`;
    // What clears a screen would be written down, too.
    const clear = record === undefined ? "clear; " : "";
    await tmux.types(
      `${clear}${run} ${url} ${name && `--name ${name}`} ${flags}; echo "code $?"; stty -a`,
    );
    await tmux.presses("Enter");
    await tmux.sees(seen);
    return tmux;
  } catch (error) {
    await tmux[Symbol.asyncDispose]();
    throw error;
  }
}

/** A server, Bob, who is in a room of it, and Ada at a terminal in the same room. */
export interface Meeting extends AsyncDisposable {
  readonly url: string;
  readonly bob: Reader;
  readonly ada: Tmux;
}

/** Has Bob and Ada meet in a room. */
export async function meet(room = "lobby", way: Way = {}): Promise<Meeting> {
  await using started = new AsyncDisposableStack();
  const { url } = started.use(await startServer());
  const bob = started.use(new Reader({ url }, { name: "bob" }));
  bob.connection.join(room);
  await bob.sees("joined");
  const isLobby = room === "lobby";
  const ada = started.use(await sits(url, isLobby ? 2 : 1, way));
  if (!isLobby) {
    await enters(ada, `/make ${room}`);
    await ada.sees(isPlainly(way) ? RegExp(`In ${room}, 2:`) : RegExp(`── ${room} · 2 here`));
  }
  const all = started.move();
  return { url, bob, ada, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

function isPlainly({ flags = "", env = "" }: Way): boolean {
  return flags.includes("--plain") || env.includes("TERM=dumb");
}

function sits(url: string, here: number, way: Way): Promise<Tmux> {
  const isPlain = isPlainly(way);
  return startsClient(
    url,
    way.seen ?? RegExp(isPlain ? `In lobby, ${here}:` : `── lobby · ${here} here\n›`),
    way,
  );
}

/** Types a line. */
export async function enters(tmux: Tmux, line: string): Promise<void> {
  await tmux.types(line);
  await tmux.presses("Enter");
}
