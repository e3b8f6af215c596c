import { assertEquals } from "@std/assert";
import { Names } from "../../../../hub/people/member/names.ts";
import type { Said } from "../../../../protocol.ts";
import { USUAL } from "../../../../server/service/push/preferences.ts";
import { Subscribers } from "../../../../server/service/push/subscribers.ts";
import type { Device, PushStore } from "../../../../server/service/push.ts";

const DEVICE: Device = {
  ...{ person: "1", session: "s", name: "ada", endpoint: "https://push.example/1", made: 1 },
  ...{ p256dh: "", auth: "", base: "https://chat.example/" },
};
const SAID: Said = {
  type: "said",
  room: "den",
  seq: 1,
  at: 1,
  id: "1",
  from: "bob",
  text: "Hello",
};

/** A store of one device. */
const STORE: Pick<PushStore, "all" | "of"> = {
  async *all() {
    yield DEVICE;
  },
  of: () => Promise.resolve([DEVICE]),
};

Deno.test("What was read of somebody first does not count when something newer was read", async () => {
  const slow = Promise.withResolvers<typeof USUAL>();
  const answers = [slow.promise, Promise.resolve({ levels: { den: "all" as const } })];
  const preferences = { of: () => answers.shift()! };
  const subscribers = new Subscribers({ renamed: new Names(), store: STORE, preferences });
  const [before, after] = [subscribers.refresh("1"), subscribers.refresh("1")];
  // When all that does not wait for it has been done.
  setTimeout(() => slow.resolve(USUAL));
  await Promise.all([before, after]);
  assertEquals(subscribers.calledBy(SAID, { key: "den", name: "den" }).map(({ key }) => key), [
    "ada",
  ]);
});

Deno.test("What could not be read of somebody keeps nobody from reading it again", async () => {
  const answers = [() => Promise.reject(new Error("disk")), () => Promise.resolve(USUAL)];
  const preferences = { of: () => answers.shift()!() };
  const subscribers = new Subscribers({ renamed: new Names(), store: STORE, preferences });
  const [before, after] = [subscribers.refresh("1"), subscribers.refresh("1")];
  assertEquals(await before.then(() => "", ({ message }) => message), "disk");
  await after;
  assertEquals(subscribers.size, 1);
});
