/**
 * What a worker and the owner tell each other. Each message is for one request, or for a tick: what
 * sockets have to be told since the last one.
 *
 * @module
 */
import type { CertificateFiles } from "../../../settings/https.ts";

/** How long either side waits to be told what has arrived, in milliseconds, where it is told nothing else. */
export const SEEN_MS = 5;

/** Posts a message to the other side, and hands over what is in `transfer`. */
export type Post<M> = (message: M, transfer?: Transferable[]) => void;

/** Where a worker listens. */
export interface ListenOrder {
  readonly type: "listen";
  readonly host: string | undefined;
  readonly port: number;
  readonly certificate: CertificateFiles | undefined;
  /** Whether it is the first one: nobody else may listen there. */
  readonly isFirst: boolean;
}

/** A request as it came, without its body. */
export interface RequestHead {
  readonly method: string;
  readonly url: string;
  readonly headers: [string, string][];
  readonly remoteAddr: Deno.Addr;
}

/** An answer, without its body. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: [string, string][];
}

/** A step of a body: it is sent in pieces, each when it is asked for. */
export type BodyStep =
  | { readonly type: "pull"; readonly call: number }
  | { readonly type: "chunk"; readonly call: number; readonly chunk: Uint8Array<ArrayBuffer> }
  | { readonly type: "end"; readonly call: number }
  | { readonly type: "break"; readonly call: number; readonly why: string }
  | { readonly type: "cancel"; readonly call: number };

/** What sockets of a worker are sent. */
export interface OwnerTick {
  readonly type: "tick";
  /** Counts the ticks that have frames, from 1 on; 0 for one that has none. */
  readonly batch: number;
  /** The last batch that was received from the other side. */
  readonly seen: number;
  /** Each once, with the sockets that it goes to; `null` for the last one of the batch before. */
  readonly frames: readonly (readonly [frame: string | null, sockets: readonly number[]])[];
  /** Sockets that are closed after that. */
  readonly closes: readonly (readonly [socket: number, code: number])[];
}

/** What sockets of a worker have received, and how they are. */
export interface WorkerTick {
  readonly type: "tick";
  /** As in `OwnerTick`. */
  readonly batch: number;
  readonly seen: number;
  readonly opened: readonly number[];
  readonly frames: readonly (readonly [socket: number, frame: string])[];
  /** Bytes that wait for the network, where there are many, or were. */
  readonly amounts: readonly (readonly [socket: number, bytes: number])[];
  /** Sockets that are over, and how an inbox says that. */
  readonly ended: readonly (readonly [socket: number, code: number])[];
}

export type ToWorker =
  | ListenOrder
  /** Asks for a sign of life. */
  | { readonly type: "ping" }
  | {
    readonly type: "response";
    readonly call: number;
    readonly head: ResponseHead;
    /** All of it, or what is still to come; `null` for none. */
    readonly body: Uint8Array<ArrayBuffer> | "stream" | null;
  }
  | {
    readonly type: "upgrade";
    readonly call: number;
    readonly options: Deno.UpgradeWebSocketOptions;
  }
  | BodyStep
  | OwnerTick;

export type ToOwner =
  | { readonly type: "listening"; readonly addr: Deno.NetAddr }
  /** Nothing listens, and why: a line for the operator. */
  | { readonly type: "failed"; readonly message: string }
  | { readonly type: "say"; readonly line: string }
  | { readonly type: "pong" }
  | { readonly type: "request"; readonly call: number; readonly head: RequestHead }
  | BodyStep
  | WorkerTick;
