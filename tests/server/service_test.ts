import { assertEquals } from "@std/assert";
import { Repeating, type Service, started } from "../../server/service.ts";

/** A service that notes when it is stopped, and ends when it is let. */
class Noted implements Service {
  readonly end = Promise.withResolvers<void>();
  readonly #name: string;
  readonly #notes: string[];

  constructor(name: string, notes: string[]) {
    this.#name = name;
    this.#notes = notes;
  }

  async run(): Promise<void> {
    this.#notes.push(`${this.#name} runs`);
    await this.end.promise;
    this.#notes.push(`${this.#name} ends`);
  }

  stop(): void {
    this.#notes.push(`${this.#name} stops`);
  }
}

Deno.test("started stops its services at once, and waits until all have ended", async () => {
  const notes: string[] = [];
  const [hub, trimmer] = [new Noted("hub", notes), new Noted("trimmer", notes)];
  const ended = started(hub, trimmer)[Symbol.asyncDispose]();
  assertEquals(notes, ["hub runs", "trimmer runs", "hub stops", "trimmer stops"]);
  trimmer.end.resolve();
  hub.end.resolve();
  await ended;
  assertEquals(notes.slice(4).toSorted(), ["hub ends", "trimmer ends"]);
});

Deno.test("Repeating goes on after an error, and never does two things at once", async () => {
  const errors: unknown[] = [];
  let times = 0;
  let underWay = 0;
  const act = async () => {
    assertEquals(++underWay, 1);
    await Promise.resolve();
    underWay--;
    if (++times === 3) repeating.stop();
    if (times === 1) throw new Error("Cannot look");
  };
  const onError = (error: unknown) => errors.push(error);
  const repeating = new Repeating({ everyMs: 0, act, onError });
  await repeating.run();
  assertEquals(times, 3);
  assertEquals(errors.map(String), ["Error: Cannot look"]);
});

Deno.test("Repeating that is stopped while it rests ends at once", async () => {
  const onError = () => {};
  const repeating = new Repeating({ everyMs: 10 ** 8, act: () => {}, onError });
  const running = repeating.run();
  repeating.stop();
  await running;
});
