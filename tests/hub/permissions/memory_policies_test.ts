import { MemoryPolicies } from "../../support/memory/memory_policies.ts";
import { policiesContract } from "./policies_contract.ts";

policiesContract("MemoryPolicies", () =>
  Promise.resolve({
    policies: new MemoryPolicies(),
    reopen: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }));
