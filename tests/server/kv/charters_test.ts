import { assertEquals } from "@std/assert";
import { openCharter, sealedCharter } from "../../../hub/charter.ts";
import { KvCharters } from "../../../server/kv/charters.ts";
import { keys } from "../../../server/kv/keys.ts";
import { chartersContract, type OpenCharters } from "../../hub/charters_contract.ts";
import { StoreFile } from "../../support/store_file.ts";

/** Charters in a file of their own. */
class FileCharters implements OpenCharters {
  charters: KvCharters;
  readonly #file: StoreFile;

  constructor(file: StoreFile) {
    this.#file = file;
    this.charters = new KvCharters(file.store);
  }

  async reopen(): Promise<void> {
    await this.#file.reopen();
    this.charters = new KvCharters(this.#file.store);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#file[Symbol.asyncDispose]();
  }
}

chartersContract("KvCharters", async () => new FileCharters(await StoreFile.make()));

Deno.test("KvCharters tells one server of what another has changed", async () => {
  await using file = await StoreFile.make();
  const [ours, theirs] = [new KvCharters(file.store), new KvCharters(file.store)];
  await ours.change("den", () => openCharter("ada"));
  assertEquals(await Array.fromAsync(theirs.changes()), [["den", openCharter("ada")]]);
  await ours.change("attic", () => openCharter("bob"));
  assertEquals(await Array.fromAsync(theirs.changes()), [["attic", openCharter("bob")]]);
});

Deno.test("KvCharters lets nobody into a room whose charter can't be read", async () => {
  await using file = await StoreFile.make();
  const charters = new KvCharters(file.store);
  for (const text of ["", "{", "[]", "null", '{"door":"ajar"}', '{"door":"open","invited":7}']) {
    const piece = new TextEncoder().encode(text);
    await file.store.write((kv) => kv.set(keys.charterPiece("den", 0), piece));
    assertEquals(await charters.of("den"), sealedCharter(), text);
  }
});
