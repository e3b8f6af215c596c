import "./support/english.ts";
import { assertEquals } from "@std/assert";
import { choose, nameOf } from "../../../../static/page/sending/chooser.ts";

const LIMITS = { have: 0, files: 3, bytes: 1_000 };

function file(name: string, size = 1): { name: string; size: number } {
  return { name, size };
}

Deno.test("choose takes files of the largest size, and says of larger ones how large they may be", () => {
  const chosen = [file("fits", 1_000), file("film.mp4", 1_001), file("empty", 0)];
  const { taken, problems } = choose(chosen, LIMITS);
  assertEquals(taken.map(({ name }) => name), ["fits", "empty"]);
  assertEquals(problems, [
    "film.mp4 is too large: a file here may have at most 1 kB.",
  ]);
});

Deno.test("choose leaves out what is more than a message takes, and says how many", () => {
  const chosen = ["a", "b", "c", "d"].map((name) => file(name));
  const { taken, problems } = choose(chosen, { ...LIMITS, have: 1 });
  assertEquals(taken.map(({ name }) => name), ["a", "b"]);
  assertEquals(problems, [
    "A message takes 3 files: 2 were left out. Send them with the next message.",
  ]);
  const one = choose([file("a")], { ...LIMITS, have: 3 });
  assertEquals([one.taken, one.problems.length], [[], 1]);
});

Deno.test("choose does not count what can't be sent at all as one of the message's files", () => {
  const chosen = [file("large", 2_000), file("a"), file("b"), file("c")];
  const { taken, problems } = choose(chosen, LIMITS);
  assertEquals(taken.length, 3);
  assertEquals(problems.length, 1);
});

Deno.test("choose says of a folder that its files can be chosen", () => {
  const folder = file("holidays");
  const { taken, problems } = choose([folder, file("a")], LIMITS, (one) => one === folder);
  assertEquals(taken.map(({ name }) => name), ["a"]);
  assertEquals(problems, ["holidays is a folder: open it, and choose the files in it."]);
});

Deno.test("nameOf calls a pasted picture after the time, and keeps any other name", () => {
  const at = new Date(2026, 10, 29, 9, 5, 7);
  assertEquals(
    nameOf(new File([], "image.png", { type: "image/png" }), at),
    [
      "Picture 2026-11-29 09.05.07.png",
    ][0],
  );
  assertEquals(
    nameOf(new File([], "", { type: "image/jpeg" }), at),
    "Picture 2026-11-29 09.05.07.jpg",
  );
  assertEquals(nameOf(new File([], "images.png", { type: "image/png" }), at), "images.png");
  assertEquals(nameOf(new File([], "a.unknown"), at), "a.unknown");
  assertEquals(nameOf(new File([], ""), at), "File 2026-11-29 09.05.07.bin");
});
