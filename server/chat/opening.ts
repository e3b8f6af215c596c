/**
 * Opens what requests need, on the first of them, and again after a failure.
 *
 * @module
 */
import { claimKey } from "../auth/accounts.ts";
import { kvBacking } from "../backing.ts";
import { Chat } from "../chat.ts";
import { prepareOwn } from "../http/assets/own.ts";
import { readOverrides } from "../http/assets/overrides.ts";
import type { Log } from "./log.ts";
import { MEMORY } from "../kv/store/database.ts";
import { BusyError } from "../limits/busy_error.ts";
import { WorkerMeters } from "../metrics/worker_meters.ts";
import type { Settings } from "../settings.ts";

/** How long to wait after each failure in a row before the next try, in milliseconds; then the last. */
const WAITS_MS = [1_000, 2_000, 5_000, 15_000, 30_000, 60_000] as const;

/** A chat with its storage. */
export interface OpenedChat extends AsyncDisposable {
  readonly chat: Chat;
}

/**
 * Opens the store of a chat, and the chat. A store that no chat comes of is closed again: whoever tries
 * again opens another one.
 *
 * @param server the server's name: `NAME/VERSION`
 * @param log where the operator is told what happens
 * @param workerMeters what is counted of the threads that hold its connections
 * @throws What either fails to open with.
 */
export async function openChat(
  { store, folder, static: staticFolder, ...settings }: Settings,
  server: string,
  log: Log,
  workerMeters = new WorkerMeters(),
): Promise<OpenedChat> {
  const { admin } = settings.rules;
  const database = "memory" in store ? MEMORY : store.database;
  // Before the store: who mistypes a folder waits for nothing.
  const overrides = staticFolder === undefined ? undefined : await readOverrides(staticFolder);
  await using open = new AsyncDisposableStack();
  if (overrides === undefined) {
    // While the database is reached, which takes as long.
    const preparing = prepareOwn();
    open.defer(() => preparing);
  }
  const say = (line: string) => log.say(line);
  const backing = open.use(
    await kvBacking(database, { admin: admin && claimKey(admin), folder, say }),
  );
  const onError = (error: unknown) => log.fail(error);
  const options = { ...{ backing, server, overrides, log, onError, workerMeters }, ...settings };
  const chat = open.use(await Chat.open(options));
  const opened = open.move();
  return { chat, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

export interface OpeningOptions {
  /** A clock, in milliseconds. */
  readonly now?: () => number;
  /** Prints one line for the operator. */
  readonly say?: (line: string) => void;
}

/**
 * - Requests that come while it is being opened share that try.
 * - After a failure the next request tries again, but not sooner than `WAITS_MS` tells: until then
 *   requests are refused at once.
 * - The operator is told of a failure once, not of each try, and once when it works again.
 */
export class Opening<T> {
  readonly #open: () => T | Promise<T>;
  readonly #now: () => number;
  readonly #say: (line: string) => void;
  #opened: Promise<T> | undefined;
  #isOpen = false;
  #failures = 0;
  #nextTry = -Infinity;
  /** The last line that was printed, until it works. */
  #told: string | undefined;

  constructor(
    open: () => T | Promise<T>,
    { now = () => performance.now(), say = console.error }: OpeningOptions = {},
  ) {
    this.#open = open;
    this.#now = now;
    this.#say = say;
  }

  /**
   * What was opened.
   *
   * @throws {BusyError} If it could not be opened lately.
   */
  async get(): Promise<T> {
    if (!this.#opened && this.#now() < this.#nextTry) throw this.#refusal();
    const opened = this.#opened ??= this.#try();
    try {
      return await opened;
    } catch {
      // `#try` has told the operator why, and only they can do something about it.
      throw this.#refusal();
    }
  }

  /** Opens it before anybody asks. Who asks after a failure is told, or has it tried again. */
  begin(): void {
    this.get().catch(() => {});
  }

  /** Whether it is being opened: whoever asks for it has to wait. */
  get isUnderWay(): boolean {
    return this.#opened !== undefined && !this.#isOpen;
  }

  /** Resolves when nothing is being opened. */
  async settled(): Promise<void> {
    await this.#opened?.catch(() => {});
  }

  async #try(): Promise<T> {
    try {
      // Not at once, so that what is under way is noted before it can fail.
      const opened = await Promise.resolve().then(this.#open);
      if (this.#told !== undefined) this.#say("The server has started");
      this.#failures = 0;
      this.#told = undefined;
      this.#isOpen = true;
      return opened;
    } catch (error) {
      const wait = WAITS_MS[Math.min(this.#failures++, WAITS_MS.length - 1)]!;
      this.#nextTry = this.#now() + wait;
      this.#opened = undefined;
      this.#tell(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  #tell(why: string): void {
    if (why === this.#told) return;
    this.#told = why;
    this.#say(`The server could not start, and tries again with the next request: ${why}`);
  }

  #refusal(): BusyError {
    const retryMs = Math.max(1_000, this.#nextTry - this.#now());
    return BusyError.unavailable("answer", "the server could not start", retryMs);
  }
}
