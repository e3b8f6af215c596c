import { assertEquals, assertGreater } from "@std/assert";
import { FanOut, Round } from "../../../hub/log/fan_out.ts";
import { Followers } from "../../../hub/log/followers.ts";
import { MemoryJournal } from "../../support/memory/memory_journal.ts";
import { PASSAGE_MAX_LENGTH } from "../../../hub/log/tail.ts";
import { encode } from "../../../protocol.ts";
import { BareLog, words } from "../../support/hub/log.ts";
import { below, seeded } from "../../support/random/random.ts";
import { Recorder } from "../../support/hub/recorder.ts";

/** More than two batches, and less than three. */
const MANY = 150;
const BATCHES = 3;

/** A log that people follow from where it starts. */
class Followed {
  readonly log = new BareLog(new MemoryJournal());
  readonly followers = new Followers(this.log);

  /** Lets people in who have all that there is. */
  enter(count: number): Recorder[] {
    return Array.from({ length: count }, (_, i) => this.add(new Recorder(`guest-${i}`)));
  }

  add(recorder: Recorder): Recorder {
    this.followers.add(recorder.member, this.log.tail.head);
    recorder.flush();
    recorder.woken = 0;
    return recorder;
  }

  /** Grows the log, and hands that out; `meanwhile` happens between batches. Gives what is new. */
  async say(texts: readonly string[], meanwhile = () => {}): Promise<string[]> {
    const { head } = this.log.tail;
    const lines = await this.log.grow(texts);
    for (const _ of this.followers.broadcast(head, new Round(1))) meanwhile();
    return lines;
  }
}

Deno.test("Followers who have all that was before are handed what is new as one frame, unasked", async () => {
  const lobby = new Followed();
  const people = lobby.enter(3);
  const lines = await lobby.say(words(2));
  for (const { frames, woken } of people) assertEquals([frames, woken], [[lines.join("\n")], 0]);
});

Deno.test("Followers who are behind, or do not read, are woken, and have everything once", async () => {
  const lobby = new Followed();
  const [early, busy] = lobby.enter(2) as [Recorder, Recorder];
  const first = await lobby.say(["first"]);
  const late = new Recorder("late");
  lobby.followers.add(late.member, 0);
  late.woken = 0;
  busy.reads = false;
  const second = await lobby.say(["second"]);
  assertEquals([early.woken, busy.woken], [0, 1]);
  const third = await lobby.say(["third"]);
  for (const one of [early, busy, late]) {
    one.flush();
    assertEquals(one.lines, [...first, ...second, ...third]);
  }
  assertEquals([early, busy, late].map(({ frames }) => frames.length), [3, 2, 1]);
  busy.reads = true;
  await lobby.say(["fourth"]);
  assertEquals([early, busy, late].map(({ frames }) => frames.length), [4, 3, 2]);
});

Deno.test("Followers of several logs that have grown take one frame, those of one alone are sent it", async () => {
  const journal = new MemoryJournal();
  const [lobby, garden] = [new BareLog(journal), new BareLog(journal, "garden")];
  const logs = [lobby, garden].map((log) => ({ log, followers: new Followers(log) }));
  const [both, one] = [new Recorder("both"), new Recorder("one")];
  for (const { followers } of logs) followers.add(both.member, 0);
  logs[0]!.followers.add(one.member, 0);
  for (const recorder of [both, one]) recorder.flush();
  both.woken = 0;
  const fanOut = new FanOut();
  fanOut.listen(() => {});
  const lines: string[] = [];
  for (const { log, followers } of logs) {
    lines.push(...await log.grow(["hello"]));
    fanOut.add(followers, 0);
  }
  for (const _ of fanOut.flush());
  assertEquals([one.frames, both.frames, both.woken], [[lines[0]!], [], 1]);
  both.flush();
  assertEquals(both.frames, [lines.join("\n")]);
});

Deno.test("Followers of many small logs are sent what is new in batches of members of any of them", async () => {
  const journal = new MemoryJournal();
  const fanOut = new FanOut();
  fanOut.listen(() => {});
  const people: Recorder[] = [];
  for (let i = 0; i < MANY; i++) {
    const log = new BareLog(journal, `room-${i}`);
    const followers = new Followers(log);
    const recorder = new Recorder(`guest-${i}`);
    followers.add(recorder.member, 0);
    recorder.flush();
    people.push(recorder);
    await log.grow(["hello"]);
    fanOut.add(followers, 0);
  }
  const heard = () => people.filter(({ frames }) => frames.length > 0).length;
  const batches: number[] = [];
  for (const _ of fanOut.flush()) batches.push(heard());
  assertEquals(batches.length, BATCHES - 1);
  assertEquals(batches[1], 2 * batches[0]!);
  assertEquals(heard(), MANY);
});

Deno.test("Followers who have just come hear that they are in before they hear anything else", async () => {
  const lobby = new Followed();
  const newcomer = new Recorder("newcomer");
  newcomer.member.answer({ type: "pong", at: 1 });
  lobby.followers.add(newcomer.member, 0);
  const lines = await lobby.say(words(1));
  assertEquals(newcomer.frames, []);
  newcomer.flush();
  assertEquals(newcomer.lines, [encode({ type: "pong", at: 1 }), ...lines]);
});

Deno.test("Followers are sent what is new in batches, a long passage in smaller ones", async () => {
  const lobby = new Followed();
  const people = lobby.enter(MANY);
  const heard = () => people.filter(({ frames }) => frames.length > 0).length;
  const sizes: number[] = [];
  await lobby.say(["short"], () => sizes.push(heard()));
  assertEquals(sizes.length, BATCHES - 1);
  assertEquals(sizes[1], 2 * sizes[0]!);
  assertEquals(heard(), MANY);
  let yields = 0;
  await lobby.say(["x".repeat(60_000)], () => yields++);
  // What may be under way at once is 512 Ki: nine of these.
  assertEquals(yields, Math.floor(MANY / 9));
  for (const { frames } of people) assertEquals(frames.length, 2);
});

Deno.test("Followers are sent the rest at once when more is said between batches", async () => {
  const lobby = new Followed();
  const people = lobby.enter(MANY);
  let yields = 0;
  const first = await lobby.log.grow(["first"]);
  for (const _ of lobby.followers.broadcast(0, new Round(1))) {
    yields++;
    lobby.log.tail.push(["second"]);
  }
  assertEquals(yields, 1);
  for (const { frames } of people) assertEquals(frames, first);
  for (const _ of lobby.followers.broadcast(1, new Round(1)));
  for (const { frames } of people) assertEquals(frames, [...first, "second"]);
});

Deno.test("Followers take what is too much for a passage", async () => {
  const lobby = new Followed();
  const people = lobby.enter(2);
  const lines = await lobby.say(Array.from({ length: 20 }, () => "x".repeat(4000)));
  assertGreater(lines.join("\n").length, PASSAGE_MAX_LENGTH);
  for (const one of people) {
    assertEquals(one.woken, 1);
    one.flush();
    assertEquals(one.lines, lines);
  }
});

Deno.test("Followers who join and leave between batches, or read slowly, have each entry once and in order", async () => {
  const random = seeded(20261121);
  const lobby = new Followed();
  const here = new Map(lobby.enter(MANY).map((one) => [one, 0]));
  const gone = new Map<Recorder, [from: number, to: number]>();
  const log: string[] = [];
  for (let round = 0; round < 60; round++) {
    const meanwhile = () => {
      const people = [...here.keys()];
      const leaver = people[below(people.length, random)]!;
      lobby.followers.delete(leaver.member);
      leaver.flush();
      gone.set(leaver, [here.get(leaver)!, leaver.lines.length]);
      here.delete(leaver);
      here.set(lobby.add(new Recorder(`late-${round}-${here.size}`)), lobby.log.tail.head);
      for (const one of people) if (below(10, random) === 0) one.reads = !one.reads;
      for (const one of people) if (below(10, random) === 0) one.flush();
    };
    log.push(...await lobby.say(words(1 + below(3, random)), meanwhile));
  }
  for (const [one, from] of here) {
    one.flush();
    assertEquals(one.lines, log.slice(from));
  }
  assertEquals(gone.size, 60 * (BATCHES - 1));
  for (const [one, [from, count]] of gone) assertEquals(one.lines, log.slice(from, from + count));
});
