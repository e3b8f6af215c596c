import { assertThrows } from "@std/assert";
import { Reserve, type Room } from "../../../../server/kv/store/reserve.ts";

const MIB = 1024 * 1024;

/** A reserve on a disk whose room is what the test says. */
function reserveOn(room: Room | undefined): Reserve {
  return new Reserve("chat.db", () => room);
}

Deno.test("Reserve keeps a mebibyte, and what SQLite's log is to add to the file", () => {
  for (const log of [0, 4 * MIB]) {
    reserveOn({ free: MIB + log, log }).check();
    assertThrows(
      () => reserveOn({ free: MIB + log - 1, log }).check(),
      Error,
      "its disk is full: make room",
    );
  }
});

Deno.test("Reserve opens a file where little is left, and not where nothing is", () => {
  reserveOn({ free: MIB / 4, log: MIB }).checkOpening();
  assertThrows(() => reserveOn({ free: 4096, log: 0 }).checkOpening(), Error, "make room");
});

Deno.test("Reserve refuses nothing where the system does not tell", () => {
  reserveOn(undefined).check();
  reserveOn(undefined).checkOpening();
});
