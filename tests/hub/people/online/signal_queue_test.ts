import { assertEquals } from "@std/assert";
import type { RelayedSignal } from "../../../../hub/people/online/relayed.ts";
import { SignalQueue } from "../../../../hub/people/online/signal_queue.ts";
import { upTo } from "../../../support/hub/log.ts";

function reads(person: string, room: string, seq: number, back?: number): RelayedSignal {
  return { person, signal: { type: "read", room, seq, ...(back !== undefined && { back }) } };
}

function types(from: string, room: string): RelayedSignal {
  return { room: room.toLowerCase(), signal: { type: "typing", room, from } };
}

function queued(...signals: RelayedSignal[]): SignalQueue {
  const queue = new SignalQueue();
  for (const signal of signals) queue.add(signal);
  return queue;
}

Deno.test("SignalQueue keeps the newest of what one person signals about one thing", () => {
  const again = Array.from({ length: 500 }, () => reads("eve", "Lobby", 1));
  const queue = queued(
    ...again,
    types("Ada", "Lobby"),
    reads("eve", "Lobby", 2),
    reads("bob", "Den", 1),
  );
  assertEquals(queue.take(), [
    reads("eve", "Lobby", 2),
    types("Ada", "Lobby"),
    reads("bob", "Den", 1),
  ]);
  assertEquals(queue.take(), []);
  const twice = queued(types("Ada", "Lobby"), types("Ada", "Den"), types("Ada", "Lobby"));
  assertEquals(twice.take(), [types("Ada", "Den"), types("Ada", "Lobby")]);
});

Deno.test("SignalQueue keeps what sets back how far somebody has read, and in its order", () => {
  const [back, on] = [reads("ada", "Lobby", 4, 9), reads("ada", "Lobby", 6)];
  assertEquals(queued(reads("ada", "Lobby", 9), back, on).take(), [back, on]);
  assertEquals(queued(back, on, back).take(), [on, back]);
});

Deno.test("SignalQueue has room for what others signal, whatever one person does, and no more than that", () => {
  const rooms = upTo(500).map((n) => `room-${n}`);
  const queue = queued(...rooms.map((room) => reads("eve", room, 1)), reads("ada", "Lobby", 1));
  const taken = queue.take();
  assertEquals(taken.at(-1), reads("ada", "Lobby", 1));
  assertEquals(taken.length, 51);
  const people = upTo(500).map((n) => `guest-${n}`);
  const many = queued(...people.map((name) => reads(name, "Lobby", 1)));
  assertEquals(many.take().length, 200);
});
