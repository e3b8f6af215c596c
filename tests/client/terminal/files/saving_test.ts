import { assertEquals, assertRejects } from "@std/assert";
import { create, type Destination, fill } from "../../../../client/terminal/files/saving.ts";
import { TempFolder } from "../../../support/temp_folder.ts";

const CAT = new TextEncoder().encode("a cat");

async function save(to: Destination, pieces: AsyncIterable<Uint8Array>, may = true) {
  const made = create(to, () => may);
  await fill(made, pieces);
  return made.path;
}

async function* pieces(...all: (Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const piece of all) {
    if (piece instanceof Error) throw piece;
    yield await Promise.resolve(piece);
  }
}

Deno.test("A file is saved in a folder under its own name, and the next of that name beside it", async () => {
  await using folder = await TempFolder.make();
  const to = { folder: folder.path, name: "../cat.png" };
  assertEquals(await save(to, pieces(CAT, CAT)), folder.file("cat.png"));
  assertEquals(await save(to, pieces(CAT)), folder.file("cat-2.png"));
  assertEquals(await Deno.readTextFile(folder.file("cat.png")), "a cata cat");
  assertEquals(await Deno.readFile(folder.file("cat-2.png")), CAT);
});

Deno.test("What is there already is never written over, nor what a link leads to", async () => {
  await using folder = await TempFolder.make();
  await Deno.writeTextFile(folder.file("cat.png"), "mine");
  await Deno.symlink(folder.file("elsewhere"), folder.file("link.png"));
  for (const name of ["cat.png", "link.png"]) {
    await assertRejects(
      () => save({ path: folder.file(name) }, pieces(CAT)),
      Error,
      "is there already, and was left as it is",
    );
  }
  assertEquals(await Deno.readTextFile(folder.file("cat.png")), "mine");
  const names = await Array.fromAsync(Deno.readDir(folder.path), ({ name }) => name);
  assertEquals(names.sort(), ["cat.png", "link.png"]);
});

Deno.test("Of a file that breaks off nothing stays", async () => {
  await using folder = await TempFolder.make();
  const broken = pieces(CAT, new Error("the server is gone"));
  await assertRejects(() => save({ path: folder.file("cat") }, broken), Error, "is gone");
  assertEquals(await Array.fromAsync(Deno.readDir(folder.path)), []);
});

Deno.test("A file that may not be saved says why", async () => {
  await using folder = await TempFolder.make();
  const path = folder.file("absent/cat.png");
  await assertRejects(() => save({ path }, pieces(CAT)), Error, "there is no folder for");
  await assertRejects(() => save({ path }, pieces(CAT), false), Error, "run with --allow-write");
});
