import { assertEquals, assertLess, assertLessOrEqual, assertStrictEquals } from "@std/assert";
import { Tail, TAIL_MAX_LENGTH, TAIL_MAX_LINES } from "../../../hub/log/tail.ts";

/** Lines that follow the tail's head, each its own number. */
function numbers(tail: Tail, count: number): string[] {
  return Array.from({ length: count }, (_, i) => String(tail.head + 1 + i));
}

/** Everything after a position, passage by passage. */
function passages(tail: Tail, after: number): string[] {
  const texts: string[] = [];
  while (after < tail.head) {
    const passage = tail.read(after);
    texts.push(passage.text);
    after = passage.to;
  }
  return texts;
}

Deno.test("Tail starts empty after the entry that it was told", () => {
  const tail = new Tail(7);
  assertEquals(tail.head, 7);
  assertEquals([6, 7].map((after) => tail.reaches(after)), [false, true]);
});

Deno.test("Tail gives the lines after a position", () => {
  const tail = new Tail(7);
  tail.push(["8", "9"]);
  tail.push(["10"]);
  assertEquals(tail.head, 10);
  assertEquals(tail.read(7), { text: "8\n9\n10", to: 10 });
  assertEquals(tail.read(9), { text: "10", to: 10 });
});

Deno.test("Tail builds a passage once for all who need it", () => {
  const tail = new Tail(0);
  tail.push(["1", "2"]);
  assertStrictEquals(tail.read(0), tail.read(0));
});

Deno.test("Tail gives what is new to who asks again from the same position", () => {
  const tail = new Tail(0);
  tail.push(["1"]);
  tail.read(0);
  tail.push(["2"]);
  assertEquals(tail.read(0), { text: "1\n2", to: 2 });
});

Deno.test("Tail cuts what is long into passages, and a line never", () => {
  const tail = new Tail(0);
  const lines = [1_000, 40_000, 40_000, 100_000, 1_000].map((length) => "x".repeat(length));
  tail.push(lines);
  const texts = passages(tail, 0);
  assertEquals(texts.map((text) => text.length), [41_001, 40_000, 100_000, 1_000]);
  assertEquals(texts.join("\n"), lines.join("\n"));
});

Deno.test("Tail gives each their own lines, however many positions are asked from", () => {
  const tail = new Tail(0);
  tail.push(numbers(tail, 100));
  for (let after = 0; after < 100; after++) {
    assertEquals(tail.read(after).text.split("\n")[0], String(after + 1));
  }
});

Deno.test("Tail lets go of its oldest lines when there are many", () => {
  const tail = new Tail(0);
  tail.push(numbers(tail, TAIL_MAX_LINES));
  assertEquals(tail.reaches(0), true);
  tail.push(numbers(tail, 1));
  assertEquals(tail.head, TAIL_MAX_LINES + 1);
  assertEquals(tail.reaches(0), false);
  const oldest = tail.head - TAIL_MAX_LINES / 2;
  assertEquals([oldest - 1, oldest].map((after) => tail.reaches(after)), [false, true]);
  assertEquals(passages(tail, oldest).join("\n").split("\n").length, TAIL_MAX_LINES / 2);
});

Deno.test("Tail lets go of its oldest lines when they are long", () => {
  const tail = new Tail(0);
  let held = 0;
  for (let i = 0; i < 1_000; i++) {
    tail.push(["x".repeat(4_000)]);
    let after = tail.head;
    while (after > 0 && tail.reaches(after - 1)) after--;
    held = passages(tail, after).join("").length;
    assertLessOrEqual(held, TAIL_MAX_LENGTH);
  }
  assertLess(0, held);
  assertEquals(tail.head, 1_000);
});

Deno.test("Tail keeps its place when one push is longer than all it may keep", () => {
  const tail = new Tail(0);
  tail.push(numbers(tail, 3 * TAIL_MAX_LINES));
  assertEquals(tail.head, 3 * TAIL_MAX_LINES);
  assertEquals(tail.read(tail.head - 1).text, String(tail.head));
});

Deno.test("Tail takes older lines that end where it begins, or later", () => {
  for (const [after, lines] of [[4, ["5", "6", "7"]], [4, ["5", "6", "7", "8", "9"]]] as const) {
    const tail = new Tail(7);
    tail.push(["8", "9"]);
    assertEquals(tail.read(7).text, "8\n9");
    tail.extend(lines, { after, starts: tail.starts });
    assertEquals([tail.first, tail.head], [5, 9]);
    assertEquals(tail.read(4), { text: "5\n6\n7\n8\n9", to: 9 });
    assertEquals(tail.read(7), { text: "8\n9", to: 9 });
  }
});

Deno.test("Tail takes no older lines that leave a hole, or that it has", () => {
  const tail = new Tail(7);
  tail.push(["8", "9"]);
  for (const [after, lines] of [[4, ["5", "6"]], [7, ["8", "9"]], [8, ["9"]], [4, []]] as const) {
    tail.extend(lines, { after, starts: tail.starts });
    assertEquals([tail.first, tail.head], [8, 9]);
  }
});

Deno.test("Tail takes no lines that were read before it started anew", () => {
  const tail = new Tail(7);
  const { starts } = tail;
  tail.forget();
  tail.extend(["6", "7"], { after: 5, starts });
  assertEquals(tail.reaches(6), false);
});

Deno.test("Tail takes no more older lines than it may have", () => {
  for (const lines of [Array(TAIL_MAX_LINES).fill("x"), ["x".repeat(TAIL_MAX_LENGTH)]]) {
    const tail = new Tail(9_999);
    const read = { after: 9_999 - lines.length, starts: tail.starts };
    tail.push(["10000"]);
    tail.extend(lines, read);
    assertEquals(tail.first, 10_000);
    const empty = new Tail(9_999);
    empty.extend(lines, read);
    assertEquals(empty.first, 10_000 - lines.length);
  }
});
