import { assert, assertEquals } from "@std/assert";
import {
  limitKey,
  listOfRanges,
  parseAddress,
  parseRange,
} from "../../../../server/auth/origins/address.ts";

function key(text: string): string | undefined {
  const address = parseAddress(text);
  return address && limitKey(address);
}

Deno.test("parseAddress knows one address however it is written", () => {
  for (const same of ["::1", "[::1]", "[::1]:443", "0:0:0:0:0:0:0:1", "::0001", "::1%lo"]) {
    assertEquals(parseAddress(same), { family: "ipv6", text: "::1" }, same);
  }
  for (const same of ["10.1.2.3", "10.1.2.3:80", "::ffff:10.1.2.3", "[::FFFF:a01:203]:9"]) {
    assertEquals(parseAddress(same), { family: "ipv4", text: "10.1.2.3" }, same);
  }
});

Deno.test("parseAddress knows what is none", () => {
  const none = [
    "",
    "ada",
    "1.2.3",
    "1.2.3.256",
    "1.2.3.4.5",
    "::1::",
    "g::",
    "[::1",
    "unix:",
    "1:2",
  ];
  for (const text of [...none, "__proto__", "1.2.3.4/8", "::1]/", "::1@x", "1.2.3.-4", " "]) {
    assertEquals(parseAddress(text), undefined, text);
  }
});

Deno.test("An address of IPv6 is limited with all that have its first 64 bits", () => {
  assertEquals(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::9"));
  assert(key("2001:db8:1:2::1") !== key("2001:db8:1:3::1"));
  assert(key("10.0.0.1") !== key("10.0.0.2"));
  // Bans of addresses are stored under these.
  assertEquals(key("10.1.2.3"), "4:a010203");
  assertEquals(key("0.0.0.0"), "4:0");
  assertEquals(key("2001:db8:1:2::1"), "6:20010db800010002");
  assertEquals([key("::1"), key("0:0:1::")], ["6:0", "6:10000"]);
});

Deno.test("A range has the addresses that begin like its own", () => {
  const ranges: [string, string, boolean][] = [
    ["10.0.0.0/8", "10.255.0.1", true],
    ["10.0.0.0/8", "11.0.0.1", false],
    ["10.0.0.0/8", "a00::", false],
    ["0.0.0.0/0", "1.2.3.4", true],
    ["0.0.0.0/0", "::1", false],
    ["192.0.2.7", "192.0.2.7", true],
    ["192.0.2.7", "192.0.2.8", false],
    ["fd00::/8", "fdff::1", true],
    ["::1", "::1", true],
    ["10.0.0.77/8", "10.0.0.1", true],
    ["::/0", "fe80::1", true],
    ["::/0", "1.2.3.4", false],
    ["10.0.0.0/8", "::ffff:10.0.0.1", true],
  ];
  for (const [text, address, inside] of ranges) {
    const range = parseRange(text);
    assert(range, text);
    const { text: asked, family } = parseAddress(address)!;
    assertEquals(listOfRanges([range]).check(asked, family), inside, `${address} in ${text}`);
  }
  for (const none of ["10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.0/x", "/8"]) {
    assertEquals(parseRange(none), undefined, none);
  }
});
