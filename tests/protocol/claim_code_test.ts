import { assertEquals, assertMatch } from "@std/assert";
import { readClaimCode } from "../../protocol/claim_code.ts";
import { newClaimCode } from "../../server/auth/tokens.ts";

Deno.test("readClaimCode reads what is printed, however it is typed", () => {
  for (
    const typed of ["ABCDE-01234-FGHJK-56789", " abcde o1234 fghjk 56789\n", "abcdeOi234FGHJK56789"]
  ) {
    assertEquals(readClaimCode(typed), "ABCDE-01234-FGHJK-56789", typed);
  }
  for (
    const none of ["", "ABCDE", "ABCDE-01234-FGHJK-5678U", "A".repeat(100_000), "É".repeat(20)]
  ) {
    assertEquals(readClaimCode(none), undefined);
  }
});

Deno.test("A claim code is read as it is made, and none is like another", () => {
  const codes = Array.from({ length: 500 }, newClaimCode);
  for (const code of codes) {
    assertMatch(code, /^\w{5}(-\w{5}){3}$/);
    assertEquals(readClaimCode(code), code);
  }
  assertEquals(new Set(codes).size, codes.length);
});
