import { assert, assertEquals } from "@std/assert";
import { isCharter, openCharter } from "../../hub/charter.ts";
import { fullCharter } from "./charters_contract.ts";

Deno.test("A charter is told from anything else", () => {
  assert(isCharter(openCharter()) && isCharter(fullCharter()));
  const others = [null, 7, [], {}, { ...openCharter(), door: 1 }, { ...openCharter(), bans: [{}] }];
  for (const other of others) assertEquals(isCharter(other), false, JSON.stringify(other));
});
