import { assertEquals, assertLessOrEqual, assertThrows } from "@std/assert";
import { Channel } from "../../hub/channel.ts";
import { isPending } from "../support/pending.ts";
import { below, withChance } from "../support/random/random.ts";

/** A channel that somebody sent to, and closed. */
function closedWith<T>(...items: T[]): Channel<T> {
  const channel = new Channel<T>(items.length);
  for (const item of items) channel.trySend(item);
  channel.close();
  return channel;
}

Deno.test("Channel cannot be created without a capacity", () => {
  for (const capacity of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(
      () => new Channel(capacity),
      RangeError,
      `Cannot create channel: capacity must be an integer >= 1, received ${capacity}`,
    );
  }
});

Deno.test("Channel accepts no more than its capacity", async () => {
  const channel = new Channel<number>(2);
  assertEquals([1, 2, 3].map((item) => channel.trySend(item)), [true, true, false]);
  assertEquals(channel.size, 2);
  const { value } = await channel.batches().next();
  assertEquals(value, [1, 2]);
  assertEquals(channel.size, 0);
  assertEquals(channel.trySend(3), true);
});

Deno.test("Channel gives its reader what arrived meanwhile as the next batch", async () => {
  const channel = new Channel<number>(8);
  const batches = channel.batches();
  const first = batches.next();
  channel.trySend(1);
  assertEquals((await first).value, [1]);
  channel.trySend(2);
  channel.trySend(3);
  assertEquals((await batches.next()).value, [2, 3]);
});

Deno.test("Channel gives its reader one item after the other", async () => {
  assertEquals(await Array.fromAsync(closedWith("a", "b", "c")), ["a", "b", "c"]);
});

Deno.test("Channel lets senders wait for room, in order", async () => {
  const channel = new Channel<number>(1);
  const sent = [1, 2, 3].map((item) => channel.send(item));
  const reader = channel[Symbol.asyncIterator]();
  const read = [await reader.next(), await reader.next(), await reader.next()];
  assertEquals(read.map(({ value }) => value), [1, 2, 3]);
  assertEquals(await Promise.all(sent), [true, true, true]);
});

Deno.test("Channel gives what it accepted to its reader after it was closed", async () => {
  const channel = closedWith(1, 2);
  assertEquals(channel.closed, true);
  assertEquals(channel.trySend(3), false);
  assertEquals(await Array.fromAsync(channel.batches()), [[1, 2]]);
});

Deno.test("Channel tells senders that wait when it is closed", async () => {
  const channel = new Channel<number>(1);
  channel.trySend(1);
  const sent = [channel.send(2), channel.send(3)];
  channel.close();
  assertEquals(await Promise.all(sent), [false, false]);
  assertEquals(await channel.send(4), false);
  assertEquals(await Array.fromAsync(channel), [1]);
});

Deno.test("Channel wakes a reader who sleeps when it is closed, once and for all", async () => {
  const channel = new Channel<number>(1);
  const read = channel[Symbol.asyncIterator]().next();
  channel.close();
  channel.close();
  assertEquals(await read, { done: true, value: undefined });
});

Deno.test("Channel loses and doubles nothing, however senders and reader take turns", async () => {
  await withChance(async (random) => {
    const channel = new Channel<{ sender: number; item: number }>(1 + below(4, random));
    const send = async (sender: number) => {
      for (let item = 0; item < 100; item++) {
        while (random() < 0.5) await undefined;
        await channel.send({ sender, item });
      }
    };
    const sending = Promise.all([0, 1, 2].map(send)).finally(() => channel.close());
    const received: number[][] = [[], [], []];
    for await (const batch of channel.batches()) {
      assertLessOrEqual(batch.length, channel.capacity);
      for (const { sender, item } of batch) received[sender]?.push(item);
      while (random() < 0.5) await undefined;
    }
    await sending;
    const everything = Array.from({ length: 100 }, (_, item) => item);
    assertEquals(received, [everything, everything, everything]);
  });
});

Deno.test("Channel tells when its reader has dealt with all that it accepted", async () => {
  const channel = new Channel<string>(2);
  const dealt: string[] = [];
  let goOn = Promise.withResolvers<void>();
  const reading = (async () => {
    for await (const batch of channel.batches()) {
      await goOn.promise;
      dealt.push(...batch);
    }
  })();
  channel.trySend("a");
  const first = channel.through().then(() => dealt.push("through"));
  assertEquals(await isPending(first), true);
  channel.trySend("b");
  goOn.resolve();
  await first;
  assertEquals(dealt, ["a", "b", "through"]);
  await channel.through();

  goOn = Promise.withResolvers();
  channel.trySend("c");
  const last = channel.through();
  channel.close();
  assertEquals(await isPending(last), true);
  goOn.resolve();
  await Promise.all([last, reading, channel.through()]);
  assertEquals(dealt.at(-1), "c");
});

Deno.test("Channel keeps nobody waiting for a reader who has left", async () => {
  const channel = new Channel<number>(2);
  channel.trySend(1);
  const through = channel.through();
  for await (const _ of channel.batches()) break;
  await Promise.all([through, channel.through()]);
});
