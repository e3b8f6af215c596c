import { assert, assertEquals } from "@std/assert";
import { isPolicy, openPolicy } from "../../../hub/permissions/policy.ts";
import { fullPolicy } from "./policies_contract.ts";

Deno.test("A policy is told from anything else", () => {
  assert(isPolicy(openPolicy()) && isPolicy(fullPolicy()));
  const others = [null, 7, [], {}, { ...openPolicy(), access: 1 }, { ...openPolicy(), bans: [{}] }];
  for (const other of others) assertEquals(isPolicy(other), false, JSON.stringify(other));
});
