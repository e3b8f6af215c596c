import { assertEquals } from "@std/assert";
import { readKept } from "../../../../../static/page/sending/drafts/file_store.ts";

const KEPT = {
  ...{ key: "k1", name: "a.png", alt: "", you: "ada", room: "lobby", tab: "t1", at: 1, size: 2 },
  message: "m1",
  recording: { duration: 1.5, peaks: [0, 1] },
  uploaded: { id: "f1", preview: "f2" },
};

Deno.test("readKept gives what was kept, with what need not be there and without", () => {
  assertEquals(readKept(KEPT), KEPT);
  const { message: _, recording: __, uploaded: ___, ...plain } = KEPT;
  assertEquals(readKept(plain), { ...plain, recording: undefined, uploaded: undefined });
});

Deno.test("readKept takes nothing that is of another shape", () => {
  for (const key of ["key", "name", "alt", "you", "room", "tab", "at", "size"]) {
    assertEquals(readKept({ ...KEPT, [key]: null }), undefined, key);
  }
  for (const other of [undefined, null, 7, "text", []]) assertEquals(readKept(other), undefined);
  const odd = readKept({ ...KEPT, message: 3, recording: { peaks: 1 }, uploaded: { id: 4 } });
  assertEquals([odd?.message, odd?.recording, odd?.uploaded], [undefined, undefined, undefined]);
});
