import { assertEquals } from "@std/assert";
import { asNamed, Names } from "../../../../hub/people/member/names.ts";

/** Bob, who is Eve now. */
function bobAsEve(): Names {
  const names = new Names();
  names.set("1", { name: "Eve", keys: ["bob", "eve"] });
  return names;
}

Deno.test("Names lead from each name of somebody to the direct rooms that they have under the first", () => {
  const names = bobAsEve();
  for (const room of ["@ann,bob", "@ann,eve"]) assertEquals(names.storedName(room), "@ann,bob");
  assertEquals(names.storedName("@ann,dan"), "@ann,dan");
  assertEquals(names.nameNow({ name: "@ann,bob", people: ["1", "2"] }), "@ann,eve");
  assertEquals(names.keysIn({ name: "@ann,bob", people: ["1", "2"] }), ["ann", "bob", "eve"]);
});

Deno.test("Names leave the room of somebody who had the name before as it is", () => {
  const names = bobAsEve();
  const earlier = { name: "@ann,bob", people: ["2", "3"] };
  assertEquals([names.nameNow(earlier), names.settingsOf(earlier)], ["@ann,bob", {}]);
});

Deno.test("Names are free again that are forgotten, and none is kept that somebody has no more", () => {
  const names = bobAsEve();
  names.set("1", { name: "bob", keys: ["bob"] });
  assertEquals([names.ownerOf("eve"), names.ownerOf("bob")], [undefined, "1"]);
  names.set("1", undefined);
  assertEquals([names.ownerOf("bob"), names.like("bob"), names.of("1")], [
    undefined,
    ["bob"],
    undefined,
  ]);
});

Deno.test("Whoever was looked up before a rename is taken under the name after it", () => {
  const before = { id: "1", name: "bob", key: "bob", guest: true };
  const after = { ...before, name: "Eve", key: "eve", names: ["bob", "eve"] };
  assertEquals(asNamed(before, bobAsEve()), after);
  assertEquals(asNamed({ ...before, id: "2" }, bobAsEve()), { ...before, id: "2" });
});
