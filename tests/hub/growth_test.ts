import { assertEquals } from "@std/assert";
import { type Following, Growth } from "../../hub/growth.ts";
import { isPending } from "../support/pending.ts";

/** Followers who note what is done with them; `meanwhile` happens between their two waves. */
class Noting implements Following {
  constructor(
    readonly name: string,
    readonly notes: string[],
    readonly meanwhile: () => void = () => {},
  ) {}

  *handOut(after: number): Iterable<void> {
    this.notes.push(`${this.name} after ${after}`);
    yield;
    this.meanwhile();
    this.notes.push(`${this.name} handed`);
  }

  stir(): void {
    this.notes.push(`${this.name} stirred`);
  }
}

function flush(growth: Growth): void {
  for (const _ of growth.flush());
}

Deno.test("Growth without a listener is handed out at once, to the end", () => {
  const notes: string[] = [];
  new Growth().add(new Noting("lobby", notes), 3);
  assertEquals(notes, ["lobby after 3", "lobby handed"]);
});

Deno.test("Growth tells its listener once, and hands out all that came since the first", () => {
  const notes: string[] = [];
  const growth = new Growth();
  growth.listen(() => notes.push("told"));
  const lobby = new Noting("lobby", notes);
  for (const after of [3, 5, 9]) growth.add(lobby, after);
  assertEquals(notes, ["told"]);
  flush(growth);
  assertEquals(notes, ["told", "lobby after 3", "lobby handed"]);
  flush(growth);
  assertEquals(notes.length, 3);
});

Deno.test("Growth has what is new in several logs taken, so that it may be one frame", () => {
  const notes: string[] = [];
  const growth = new Growth();
  growth.listen(() => notes.push("told"));
  for (const name of ["lobby", "garden"]) growth.add(new Noting(name, notes), 1);
  flush(growth);
  assertEquals(notes, ["told", "lobby stirred", "garden stirred"]);
});

Deno.test("Growth that comes while it is handed out is for the next time", () => {
  const notes: string[] = [];
  const growth = new Growth();
  growth.listen(() => notes.push("told"));
  const lobby = new Noting("lobby", notes, () => growth.add(lobby, 4));
  growth.add(lobby, 3);
  flush(growth);
  assertEquals(notes, ["told", "lobby after 3", "told", "lobby handed"]);
  flush(growth);
  assertEquals(notes.slice(4), ["lobby after 4", "told", "lobby handed"]);
});

Deno.test("Growth says when what was added has been handed out, and not before", async () => {
  const growth = new Growth();
  growth.listen(() => {});
  const lobby = new Noting("lobby", []);
  const handed = growth.add(lobby, 3);
  const waves = growth.flush()[Symbol.iterator]();
  waves.next();
  const next = growth.add(lobby, 4);
  assertEquals([await isPending(handed), await isPending(next)], [true, true]);
  waves.next();
  assertEquals([await isPending(handed), await isPending(next)], [false, true]);
});
