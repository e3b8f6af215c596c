/**
 * One WebSocket that a worker holds for the owner.
 *
 * @module
 */
import { Close, type CloseCode } from "../../../../protocol.ts";
import { Inbox } from "../../../socket/inbox.ts";

/** Frames of one socket on their way to the owner. Until they arrive, its inbox fills. */
const WINDOW_FRAMES = 32;
/** Bytes that may wait for the network without the owner being told. */
const LIGHT_BYTES = 8 * 1024;
/** The ends that a client makes itself; by any other the server ends it. */
const BY_CLIENT: readonly CloseCode[] = [Close.Normal, Close.GoingAway];

export class FrontSocket {
  readonly id: number;
  readonly #socket: WebSocket;
  readonly #inbox: Inbox;
  /** Frames on their way to the owner. */
  #inTransit = 0;
  /** How it ended, until the owner is told. */
  #end: CloseCode | undefined;
  #hasFrames = false;
  /** Bytes that wait for the network, as the owner was told last. */
  #told = 0;

  /** @param onDue called when it has something for the owner */
  constructor(id: number, socket: WebSocket, onDue: (socket: FrontSocket) => void) {
    this.id = id;
    this.#socket = socket;
    this.#inbox = new Inbox((code) => {
      this.#end = code;
      // As the server does that reads it, which leaves unread what still waits.
      if (!BY_CLIENT.includes(code)) this.close(code);
      onDue(this);
    });
    for (const type of ["message", "close"]) socket.addEventListener(type, this.#inbox);
    this.#inbox.listen(() => {
      this.#hasFrames = true;
      if (this.isDue) onDue(this);
    });
  }

  /** Whether something can be taken for the owner. */
  get isDue(): boolean {
    return this.#end !== undefined || this.#hasFrames && this.#inTransit < WINDOW_FRAMES;
  }

  /** Whether the owner has to know how much waits for the network. */
  get isLoaded(): boolean {
    const { bufferedAmount, readyState } = this.#socket;
    return this.#told > 0 || readyState === WebSocket.OPEN && bufferedAmount > LIGHT_BYTES;
  }

  /** Sends what the owner's write pump has sent; whether much waits for the network now. */
  deliver(frame: string): boolean {
    if (this.#socket.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(frame);
    return this.#socket.bufferedAmount > LIGHT_BYTES;
  }

  close(code: number): void {
    const socket = this.#socket;
    // One that is being opened can only be closed when it is.
    if (socket.readyState === WebSocket.CONNECTING) {
      socket.addEventListener("open", () => socket.close(code), { once: true });
    } else if (socket.readyState === WebSocket.OPEN) socket.close(code);
  }

  /** Frames for the owner, in order. */
  take(): string[] {
    const taken: string[] = [];
    while (this.#inTransit < WINDOW_FRAMES) {
      const frame = this.#inbox.take();
      this.#hasFrames = frame !== undefined;
      if (frame === undefined) break;
      this.#inTransit++;
      taken.push(frame);
    }
    return taken;
  }

  /** Notes that frames have arrived. */
  arrived(count: number): void {
    this.#inTransit -= count;
  }

  /** How it ended, once, after all of its frames. */
  takeEnd(): CloseCode | undefined {
    const end = this.#end;
    if (end === undefined || this.#hasFrames && BY_CLIENT.includes(end)) return undefined;
    this.#end = undefined;
    return end;
  }

  /** Bytes that wait for the network, if that is news for the owner. */
  takeAmount(): number | undefined {
    const { bufferedAmount, readyState } = this.#socket;
    const isLight = bufferedAmount <= LIGHT_BYTES || readyState !== WebSocket.OPEN;
    const amount = isLight ? 0 : bufferedAmount;
    if (amount === this.#told) return undefined;
    this.#told = amount;
    return amount;
  }
}
