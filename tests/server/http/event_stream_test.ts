import { assertEquals } from "@std/assert";
import {
  EventStream,
  type EventStreamOptions,
  type ServerSentEventMessage,
} from "../../../server/http/event_stream.ts";

const LINE = "x".repeat(1000);
/** Messages that one look at the logs gives. */
const BATCH = 50;

/** A stream of so many messages, and how it went. */
class Source {
  /** Messages that were taken from the logs. */
  taken = 0;
  readonly ended = Promise.withResolvers<string>();
  readonly stream: EventStream;

  constructor(count: number, options: Partial<EventStreamOptions> = {}) {
    this.stream = new EventStream({
      next: () => {
        const some = Math.min(BATCH, count - this.taken);
        this.taken += some;
        return Promise.resolve(
          Array.from({ length: some }, (): ServerSentEventMessage => ({ data: LINE })),
        );
      },
      heartbeat: () => Promise.resolve({ comment: "" }),
      onEnd: (why) => this.ended.resolve(why),
      heartbeatMs: 60_000,
      stalledMs: 60_000,
      ...options,
    });
  }
}

Deno.test("A reader who is slow keeps as much waiting, however much there is to read", async () => {
  for (const count of [1_000, 2_000, 100_000]) {
    const source = new Source(count);
    const reader = source.stream.toResponse().body!.getReader();
    await reader.read();
    // All that can go on by itself has gone on then.
    await new Promise((resolve) => setTimeout(resolve));
    assertEquals(source.taken, BATCH);
    await reader.cancel();
    assertEquals(await source.ended.promise, "gone");
  }
});

Deno.test("A reader who reads nothing for too long is cut off, and sees that it was no end", async () => {
  const source = new Source(1_000, { stalledMs: 1 });
  const reader = source.stream.toResponse().body!.getReader();
  await reader.read();
  assertEquals(await source.ended.promise, "stalled");
  assertEquals(await reader.closed.catch(({ name }) => name), "CutError");
});

Deno.test("A stream that is ended gives what it had given out, and its end", async () => {
  const source = new Source(0);
  const reader = source.stream.toResponse().body!.getReader();
  const read = reader.read();
  source.stream.end();
  assertEquals((await read).done, true);
});

Deno.test("A stream whose source fails is broken off", async () => {
  const source = new Source(1, { next: () => Promise.reject(new Error("failed")) });
  const reader = source.stream.toResponse().body!.getReader();
  assertEquals(await reader.read().catch(({ name }) => name), "CutError");
  assertEquals(await source.ended.promise, "failed");
});
