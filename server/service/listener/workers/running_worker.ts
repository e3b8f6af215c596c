/**
 * One worker that runs, as long as it does.
 *
 * @module
 */
import { ListenError } from "../../listener.ts";
import { type Handler, Link } from "./link.ts";
import type { ListenOrder, ToOwner, ToWorker } from "./messages.ts";
import { Watchdog } from "./running_worker/watchdog.ts";

/** How long a worker that ends may take to close its connections, in milliseconds. */
const LEAVE_MS = 1_000;

/**
 * A thread hangs, and nothing can be done about it: the runtime ends one only when it is done with what it
 * does. Until then it holds its connections, and is given its part of the new ones.
 */
export class StuckError extends Error {
  override name = "StuckError";
}

export interface RunningWorkerOptions {
  readonly spawn: () => Worker;
  readonly handler: Handler;
  /** Tells the operator a line. */
  readonly say: (line: string) => void;
}

export class RunningWorker {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #link: Link;
  readonly #say: (line: string) => void;
  readonly #listening = Promise.withResolvers<Deno.NetAddr>();
  readonly #ended = Promise.withResolvers<string>();
  readonly #gone = Promise.withResolvers<void>();
  #isOver = false;
  #leaving: ReturnType<typeof setTimeout> | undefined;
  /** From when it listens: before that, it is loaded. */
  #watchdog: Watchdog | undefined;

  constructor({ spawn, handler, say }: RunningWorkerOptions) {
    this.#say = say;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#link = new Link((message, transfer = []) => this.#post(message, transfer), handler);
    // Nobody waits for it when it ends later.
    this.#listening.promise.catch(() => undefined);
    this.#ended.promise.catch(() => undefined);
    this.#worker = spawn();
    this.#worker.onerror = (event) => {
      // Else it would end this process.
      event.preventDefault();
      this.#end(event.message);
    };
    this.#worker.onmessageerror = port1.onmessageerror = () => this.#end("it can't be understood");
    port1.onmessage = ({ data }: MessageEvent<ToOwner>) => this.#handle(data);
    this.#worker.postMessage(port2, [port2]);
  }

  /**
   * Resolves with why it has ended.
   *
   * @throws {StuckError} If it hangs.
   */
  get ended(): Promise<string> {
    return this.#ended.promise;
  }

  /** Resolves when its thread is gone. */
  get gone(): Promise<void> {
    return this.#gone.promise;
  }

  /**
   * Resolves with where it listens.
   *
   * @throws {ListenError} If it doesn't.
   */
  listen(order: Omit<ListenOrder, "type">): Promise<Deno.NetAddr> {
    this.#post({ type: "listen", ...order }, []);
    return this.#listening.promise;
  }

  /** Ends it, and its thread. */
  stop(): void {
    this.#end("it was stopped");
    this.#terminate();
  }

  #terminate(): void {
    clearTimeout(this.#leaving);
    this.#worker.terminate();
    this.#port.close();
    this.#gone.resolve();
  }

  #post(message: ToWorker, transfer: Transferable[]): void {
    if (!this.#isOver) this.#port.postMessage(message, transfer);
  }

  #handle(message: ToOwner): void {
    if (this.#isOver) return;
    this.#watchdog?.notice();
    switch (message.type) {
      case "listening":
        this.#watchdog = new Watchdog({
          ping: () => this.#post({ type: "ping" }, []),
          onStuck: () => this.#giveUp(),
        });
        return this.#listening.resolve(message.addr);
      case "pong":
        return;
      case "say":
        return this.#say(message.line);
      case "failed":
        return this.#end(message.message);
      default:
        return this.#link.handle(message);
    }
  }

  #giveUp(): void {
    const why = "it does not answer, and Deno can't end it: the server ends, to be started again";
    this.#ended.reject(new StuckError(why));
    this.#end(why);
  }

  #end(why: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#watchdog?.[Symbol.dispose]();
    this.#leaving = setTimeout(() => this.#terminate(), LEAVE_MS);
    this.#link.fail();
    this.#listening.reject(new ListenError(why));
    this.#ended.resolve(why);
  }
}
