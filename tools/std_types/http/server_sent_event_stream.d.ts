/** What one event may carry. */
export interface ServerSentEventMessage {
  /** Ignored by the client. */
  comment?: string;
  event?: string;
  data?: string;
  /** Comes back in `Last-Event-ID`. */
  id?: string | number;
  /** When to reconnect, in milliseconds. */
  retry?: number;
}

/** Makes the body of a `text/event-stream` response from messages. */
export declare class ServerSentEventStream
  extends TransformStream<ServerSentEventMessage, Uint8Array<ArrayBuffer>> {
  constructor();
}
