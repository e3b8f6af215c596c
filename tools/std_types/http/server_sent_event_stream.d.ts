/** A message of an event stream. */
export interface ServerSentEventMessage {
  /** Not shown to anybody. */
  comment?: string;
  /** "message" by default. */
  event?: string;
  data?: string;
  id?: string | number;
  /** Milliseconds after which who is cut off comes back. */
  retry?: number;
}

/** Writes messages as an event stream. */
export declare class ServerSentEventStream
  extends TransformStream<ServerSentEventMessage, Uint8Array<ArrayBuffer>> {}
