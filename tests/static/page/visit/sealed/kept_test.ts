import { assert, assertEquals } from "@std/assert";
import { until } from "../../../../support/until.ts";
import { newSecret, SealedRoom } from "../../../../../client/sealed.ts";

/** What a browser keeps, of which its keys are properties. */
class FakeStorage {
  [key: string]: unknown;

  getItem(key: string): unknown {
    return Object.hasOwn(this, key) ? this[key] : null;
  }

  setItem(key: string, value: string): void {
    this[key] = value;
  }

  removeItem(key: string): void {
    delete this[key];
  }
}

const [browser, tab] = [new FakeStorage(), new FakeStorage()];
const globals = {
  localStorage: browser,
  sessionStorage: tab,
  document: { baseURI: "https://chat.example/", documentElement: { lang: "en" } },
};
for (const [name, value] of Object.entries(globals)) {
  Object.defineProperty(globalThis, name, { value, configurable: true });
}
const storage = await import("../../../../../static/page/browser_storage.ts");
const { moveKept } = await import("../../../../../static/page/browser_storage/move_kept.ts");
const { OwnRoom } = await import("../../../../../static/page/visit/sealed/own_room.ts");

async function ownRoom(): Promise<InstanceType<typeof OwnRoom>> {
  const key = await SealedRoom.of(newSecret());
  const { name, secret } = key;
  return new OwnRoom(key, { name, secret, title: "den", tells: false, at: 1 });
}

Deno.test("What is written in a private room is kept sealed, also when a guest takes another name", async () => {
  const own = await ownRoom();
  storage.seals.set(own.key.name, own);
  storage.keepDraft("ada", own.key.name, "the plan");
  const draftOf = (name: string) =>
    storage.keysOf(`draft ${name}`).map((key) => storage.recall(key))[0];
  await until(() => draftOf("ada") !== undefined, "a sealed draft");
  const before = draftOf("ada");
  moveKept("ada", "eve");
  assertEquals(storage.recallDraft("eve", own.key.name), "the plan");
  // What goes along is sealed anew.
  await until(() => JSON.stringify(draftOf("eve")) !== JSON.stringify(before), "a sealed draft");
  const kept = JSON.stringify([browser, tab]);
  assert(!kept.includes("the plan"), kept);
});

Deno.test("A deletion and a reaction in a private room are kept until they are sent", async () => {
  const own = await ownRoom();
  const changes = [
    { type: "delete", of: 3 },
    { type: "react", of: 4, emoji: "👍", on: true },
    { type: "edit", of: 5 },
  ] as const;
  const now = Date.now();
  for (const [at, change] of changes.entries()) {
    const text = change.type === "edit" ? "better" : "";
    const message = { id: `${at}`, from: "ada", at: now + at, text, change };
    await own.keepUnsent(storage.keyOf(message), message);
  }
  const keys = storage.keysOf(storage.UNSENT);
  const again = new OwnRoom(own.key, own.kept);
  await again.takeUnsent(keys.map((key) => storage.recall(key)));
  const found = again.recallUnsent("ada").map(({ text, change }) => [change?.type, text]);
  assertEquals(found, [["delete", ""], ["react", ""], ["edit", "better"]]);
});
