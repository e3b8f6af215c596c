import { assertEquals, assertRejects } from "@std/assert";
import { CutError, RefusedError } from "../../../client/connection.ts";
import { askWhenAllowed } from "../../../client/connection/ask_when_allowed.ts";
import { Reader, welcomed } from "./support/reader.ts";
import { ScriptedServer } from "./support/scripted_server.ts";

Deno.test("Connection brings the answer that carries the question's ref", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const visit = await welcomed(server);
  await ada.becomes("open");
  const answers = [
    ada.connection.ask({ type: "who", room: "lobby" }),
    ada.connection.ask({ type: "rooms" }),
    ada.connection.ask({ type: "history", room: "nowhere", before: 9 }),
  ] as const;
  const [who, rooms, history] = await visit.frames.next();
  visit.tell(
    { type: "refused", ref: history?.ref, reason: "no-such-room", message: "There is none" },
    { type: "rooms", ref: rooms?.ref, rooms: [] },
    { type: "members", ref: who?.ref, room: "lobby", members: ["bob"], count: 1 },
  );
  assertEquals((await answers[0]).members, ["bob"]);
  assertEquals((await answers[1]).rooms, []);
  await assertRejects(() => answers[2], RefusedError, "There is none");
});

Deno.test("Connection leaves no question open when it is cut", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  await assertRejects(() => ada.connection.ask({ type: "rooms" }), CutError);
  const visit = await welcomed(server);
  await ada.becomes("open");
  const answer = ada.connection.ask({ type: "rooms" });
  await visit.hears("rooms");
  visit.cut();
  await assertRejects(() => answer, CutError);
});

Deno.test("A question that is too fast is asked again when the server says, and no later than wanted", async () => {
  const refused = (retry?: number) => new RefusedError("too-fast", "Cannot search", retry);
  const answers = [refused(1), refused(2), "found"];
  const ask = () => {
    const answer = answers.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  assertEquals(await askWhenAllowed(ask, Infinity), "found");
  for (
    const [error, end] of [[refused(1_000), performance.now()], [refused(), Infinity]] as const
  ) {
    await assertRejects(() => askWhenAllowed(() => Promise.reject(error), end), RefusedError);
  }
});
