import { assertEquals, assertLessOrEqual, assertRejects } from "@std/assert";
import { DutyCycle } from "../../../server/service/duty_cycle.ts";

/** Time that only steps and rests take. */
class Time {
  at = 1_000;
  worked = 0;
  readonly now = () => this.at;

  readonly sleep = (ms: number): Promise<void> => {
    this.at += ms;
    return Promise.resolve();
  };

  readonly work = (ms: number) => (): Promise<number> => {
    this.at += ms;
    this.worked += ms;
    return Promise.resolve(ms);
  };
}

Deno.test("DutyCycle works for a tenth of the time, in short steps and longer ones", async () => {
  for (const ms of [0.5, 3, 20]) {
    const time = new Time();
    const { at } = time;
    const duty = new DutyCycle(time);
    for (let i = 0; i < 400; i++) assertEquals(await duty.step(time.work(ms)), ms);
    // Some steps are done before it rests.
    assertLessOrEqual(time.worked - 20, (time.at - at) / 10);
  }
});

Deno.test("DutyCycle rests no longer than a while, however long a step took", async () => {
  const time = new Time();
  const duty = new DutyCycle(time);
  await duty.step(time.work(5_000));
  const { at } = time;
  await duty.step(time.work(1));
  assertLessOrEqual(time.at - at, 251);
});

Deno.test("DutyCycle does one step after the other, also when one fails", async () => {
  const time = new Time();
  const duty = new DutyCycle(time);
  const done: string[] = [];
  const { promise: held, resolve: release } = Promise.withResolvers<void>();
  const first = duty.step(async () => {
    await held;
    done.push("first");
    throw new Error("Cannot do the first");
  });
  const second = duty.step(() => Promise.resolve(done.push("second")));
  release();
  await assertRejects(() => first, Error, "Cannot do the first");
  await second;
  assertEquals(done, ["first", "second"]);
});

Deno.test("DutyCycle lets go of what it goes through, when that is broken off", async () => {
  let isEnded = false;
  async function* numbers(): AsyncGenerator<number> {
    try {
      for (let i = 1;; i++) yield i;
    } finally {
      isEnded = true;
    }
  }
  const seen: number[] = [];
  for await (const number of new DutyCycle(new Time()).each(numbers())) {
    seen.push(number);
    if (number === 3) break;
  }
  assertEquals([seen, isEnded], [[1, 2, 3], true]);
});
