import { assertEquals, assertRejects } from "@std/assert";
import { CutError } from "../../../../server/service/listener/serve_error.ts";
import { WatchedBody } from "../../../../server/http/download/watched_body.ts";

/** A source that never ends, and notes what is taken of it. */
function source() {
  const told = { taken: 0, isCancelled: false, ended: 0 };
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new Uint8Array([told.taken++]));
    },
    cancel() {
      told.isCancelled = true;
    },
  }, { highWaterMark: 0 });
  return { stream, told };
}

const LONG = { stalledMs: 60_000 };

Deno.test("A download passes on what is read, and nothing before", async () => {
  const { stream, told } = source();
  const onEnd = () => told.ended++;
  const reader = new WatchedBody(stream, { ...LONG, may: () => true, onEnd }).stream.getReader();
  for (let i = 0; i < 3; i++) assertEquals((await reader.read()).value, new Uint8Array([i]));
  assertEquals(told.taken, 3);
  await reader.cancel();
  assertEquals(told, { taken: 3, isCancelled: true, ended: 1 });
});

Deno.test("A download ends with its source", async () => {
  const told = { ended: 0 };
  const onEnd = () => told.ended++;
  const body = new WatchedBody(ReadableStream.from([new Uint8Array([7])]), {
    ...{ ...LONG, may: () => true, onEnd },
  });
  assertEquals(await Array.fromAsync(body.stream), [new Uint8Array([7])]);
  assertEquals(told.ended, 1);
  body.cut();
  assertEquals(told.ended, 1);
});

Deno.test("A download is broken off at the next piece when its reader may not have it any more", async () => {
  const { stream, told } = source();
  const right = { is: true };
  const body = new WatchedBody(stream, {
    ...{ ...LONG, may: () => right.is, onEnd: () => told.ended++ },
  });
  const reader = body.stream.getReader();
  await reader.read();
  right.is = false;
  await assertRejects(() => reader.read(), CutError);
  assertEquals(told, { taken: 1, isCancelled: true, ended: 1 });
});

Deno.test("A download is broken off when it is cut, or not read for too long", async () => {
  for (const how of ["cut", "stalled"]) {
    const { stream, told } = source();
    const ended = Promise.withResolvers<void>();
    const body = new WatchedBody(stream, {
      ...{ may: () => true, onEnd: ended.resolve, stalledMs: how === "cut" ? 60_000 : 1 },
    });
    const reader = body.stream.getReader();
    if (how === "cut") {
      await reader.read();
      body.cut();
    }
    await ended.promise;
    await assertRejects(() => reader.read(), CutError);
    assertEquals(told.isCancelled, true);
  }
});

Deno.test("A download is broken off with what its source fails with", async () => {
  const failing = new ReadableStream<Uint8Array>({
    pull: () => Promise.reject(new Error("gone")),
  });
  const told = { ended: 0 };
  const onEnd = () => told.ended++;
  const { stream } = new WatchedBody(failing, { ...LONG, may: () => true, onEnd });
  await assertRejects(() => stream.getReader().read(), Error, "gone");
  assertEquals(told.ended, 1);
});
