import { assertEquals } from "@std/assert";
import { FanOut, type Following } from "../../../hub/log/fan_out.ts";
import { isPending } from "../../support/pending.ts";

/** Followers who note what is done with them; `meanwhile` happens between their two batches. */
class Noting implements Following {
  readonly name: string;
  readonly notes: string[];
  readonly meanwhile: () => void;

  constructor(
    name: string,
    notes: string[],
    meanwhile: () => void = () => {},
  ) {
    this.name = name;
    this.notes = notes;
    this.meanwhile = meanwhile;
  }

  *broadcast(after: number): Iterable<void> {
    this.notes.push(`${this.name} after ${after}`);
    yield;
    this.meanwhile();
    this.notes.push(`${this.name} handed`);
  }

  notify(): void {
    this.notes.push(`${this.name} notified`);
  }
}

function flush(fanOut: FanOut): void {
  for (const _ of fanOut.flush());
}

Deno.test("FanOut without a listener broadcasts at once, to the end", () => {
  const notes: string[] = [];
  new FanOut().add(new Noting("lobby", notes), 3);
  assertEquals(notes, ["lobby after 3", "lobby handed"]);
});

Deno.test("FanOut calls its listener once, and broadcasts all that was added since the first", () => {
  const notes: string[] = [];
  const fanOut = new FanOut();
  fanOut.listen(() => notes.push("told"));
  const lobby = new Noting("lobby", notes);
  for (const after of [3, 5, 9]) fanOut.add(lobby, after);
  assertEquals(notes, ["told"]);
  flush(fanOut);
  assertEquals(notes, ["told", "lobby after 3", "lobby handed"]);
  flush(fanOut);
  assertEquals(notes.length, 3);
});

Deno.test("FanOut broadcasts what is new in several logs in turn", () => {
  const notes: string[] = [];
  const fanOut = new FanOut();
  fanOut.listen(() => notes.push("told"));
  for (const name of ["lobby", "garden"]) fanOut.add(new Noting(name, notes), 1);
  flush(fanOut);
  const each = (name: string) => [`${name} after 1`, `${name} handed`];
  assertEquals(notes, ["told", ...each("lobby"), ...each("garden")]);
});

Deno.test("FanOut keeps what is added during a broadcast for the next one", () => {
  const notes: string[] = [];
  const fanOut = new FanOut();
  fanOut.listen(() => notes.push("told"));
  const lobby = new Noting("lobby", notes, () => fanOut.add(lobby, 4));
  fanOut.add(lobby, 3);
  flush(fanOut);
  assertEquals(notes, ["told", "lobby after 3", "told", "lobby handed"]);
  flush(fanOut);
  assertEquals(notes.slice(4), ["lobby after 4", "told", "lobby handed"]);
});

Deno.test("FanOut resolves when what was added has been broadcast, and not before", async () => {
  const fanOut = new FanOut();
  fanOut.listen(() => {});
  const lobby = new Noting("lobby", []);
  const handed = fanOut.add(lobby, 3);
  const batches = fanOut.flush()[Symbol.iterator]();
  batches.next();
  const next = fanOut.add(lobby, 4);
  assertEquals([await isPending(handed), await isPending(next)], [true, true]);
  batches.next();
  assertEquals([await isPending(handed), await isPending(next)], [false, true]);
});
