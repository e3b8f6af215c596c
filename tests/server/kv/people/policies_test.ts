import { assertEquals } from "@std/assert";
import { openPolicy, sealedPolicy } from "../../../../hub/permissions/policy.ts";
import { KvPolicies } from "../../../../server/kv/people/policies.ts";
import { keys } from "../../../../server/kv/keys.ts";
import { type OpenPolicies, policiesContract } from "../../../hub/permissions/policies_contract.ts";
import { ALL_OVER_DENOKV } from "../../../support/process/denokv.ts";
import { type AnyStore, RemoteStore } from "../../../support/store/remote_store.ts";
import { StoreFile } from "../../../support/store/store_file.ts";

/** Policies in a file of their own. */
class FilePolicies implements OpenPolicies {
  policies: KvPolicies;
  readonly #file: AnyStore;

  constructor(file: AnyStore) {
    this.#file = file;
    this.policies = new KvPolicies(file.store);
  }

  async reopen(): Promise<void> {
    await this.#file.reopen();
    this.policies = new KvPolicies(this.#file.store);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#file[Symbol.asyncDispose]();
  }
}

policiesContract("KvPolicies", async () => new FilePolicies(await StoreFile.make()));
if (ALL_OVER_DENOKV) {
  policiesContract(
    "KvPolicies over denokv",
    async () => new FilePolicies(await RemoteStore.make()),
  );
}

Deno.test("KvPolicies tells one server of what another has changed", async () => {
  await using file = await StoreFile.make();
  const [ours, theirs] = [new KvPolicies(file.store), new KvPolicies(file.store)];
  await ours.change("den", () => openPolicy("ada"));
  assertEquals(await Array.fromAsync(theirs.changes()), [["den", openPolicy("ada")]]);
  await ours.change("attic", () => openPolicy("bob"));
  assertEquals(await Array.fromAsync(theirs.changes()), [["attic", openPolicy("bob")]]);
});

Deno.test("KvPolicies lets nobody into a room whose policy can't be read", async () => {
  await using file = await StoreFile.make();
  const policies = new KvPolicies(file.store);
  for (
    const text of ["", "{", "[]", "null", '{"access":"ajar"}', '{"access":"open","invited":7}']
  ) {
    const piece = new TextEncoder().encode(text);
    await file.store.write((kv) => kv.set(keys.policyPiece("den", 0), piece));
    assertEquals(await policies.of("den"), sealedPolicy(), text);
  }
});
