import { MemoryPolicies } from "../../../hub/permissions/memory_policies.ts";
import { policiesContract } from "./policies_contract.ts";

policiesContract("MemoryPolicies", () =>
  Promise.resolve({
    policies: new MemoryPolicies(),
    reopen: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }));
