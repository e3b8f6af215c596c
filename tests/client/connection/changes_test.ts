import { assertEquals, assertRejects } from "@std/assert";
import type { Entry } from "../../../protocol.ts";
import { CutError, RefusedError } from "../../../client/connection.ts";
import { soon } from "../../support/arrivals.ts";
import { Reader, welcomed } from "./support/reader.ts";
import { said, ScriptedServer } from "./support/scripted_server.ts";

const EDIT = { type: "edit", room: "lobby", of: 1, text: "better" } as const;

function edited(seq: number, text = "better", from = "ada"): Entry {
  return { type: "edited", room: "lobby", seq, of: 1, from, at: 0, text };
}

/** Ada in the lobby, with the message that she changes. */
async function inLobby(server: ScriptedServer, ada: Reader) {
  ada.connection.join("lobby");
  const visit = await welcomed(server);
  await visit.letsJoin(1);
  visit.tell(said("lobby", 1, "ada"));
  await ada.sees("said");
  return visit;
}

Deno.test("Connection sends a change that was asked for during a cut when it is back", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const first = await inLobby(server, ada);
  first.cut();
  await ada.becomes("waiting");
  const react = { type: "react", room: "lobby", of: 1, emoji: "👍", on: true } as const;
  const changes = [EDIT, react].map((change) => ada.connection.change(change));
  const second = await welcomed(server);
  await second.letsJoin(1);
  assertEquals((await second.hears("edit")).text, "better");
  assertEquals((await second.hears("react")).emoji, "👍");
  second.tell(edited(2), { ...react, type: "reacted", seq: 3, from: "ada", at: 0 });
  await soon(Promise.all(changes.map(({ acknowledged }) => acknowledged)), "both acknowledgements");
});

Deno.test("Connection sends a change again after a cut, unless its entry shows that it is stored", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const first = await inLobby(server, ada);
  const edit = ada.connection.change(EDIT);
  const remove = ada.connection.change({ type: "delete", room: "lobby", of: 1 });
  await first.hears("edit");
  await first.hears("delete");
  first.cut();
  const second = await welcomed(server);
  await second.letsJoin(2);
  // What was stored before the cut is told first, and nothing is sent before all of that has come.
  second.tell(edited(2));
  await second.hears("delete");
  await soon(edit.acknowledged, "the acknowledgement of the edit");
  second.tell({ type: "deleted", room: "lobby", seq: 3, of: 1, from: "ada", at: 0 });
  await soon(remove.acknowledged, "the acknowledgement of the deletion");
});

Deno.test("Connection does not mistake somebody else's change, or another text, for its own", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const visit = await inLobby(server, ada);
  const { acknowledged } = ada.connection.change(EDIT);
  let isDone = false;
  acknowledged.then(() => isDone = true);
  await visit.hears("edit");
  visit.tell(edited(2, "better", "mallory"), edited(3, "another"));
  await ada.sees("edited");
  await ada.sees("edited");
  assertEquals(isDone, false);
  visit.tell(edited(4));
  await soon(acknowledged, "the acknowledgement");
});

Deno.test("Connection reports why a change was refused to whoever asked for it", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const visit = await inLobby(server, ada);
  const { acknowledged } = ada.connection.change(EDIT);
  const { ref } = await visit.hears("edit");
  visit.tell({ type: "refused", ref, reason: "forbidden", message: "Cannot edit: no" });
  await assertRejects(() => soon(acknowledged, "the refusal"), RefusedError, "Cannot edit: no");
});

Deno.test("Connection sends the newest of two changes of the same thing, and none that is withdrawn", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  (await inLobby(server, ada)).cut();
  await ada.becomes("waiting");
  const old = ada.connection.change({ ...EDIT, text: "older" });
  ada.connection.change(EDIT);
  ada.connection.change({ type: "delete", room: "lobby", of: 1 }).withdraw();
  const { id } = ada.connection.say("lobby", "after that");
  await soon(old.acknowledged, "the end of what is past");
  const visit = await welcomed(server);
  await visit.letsJoin(1);
  // What is said waits for no room to be read; the change does.
  assertEquals((await visit.hears("say")).id, id);
  assertEquals((await visit.hears("edit")).text, "better");
});

Deno.test("Connection sets a topic or moderates at once, or reports that it cannot", async () => {
  await using server = new ScriptedServer();
  await using ada = new Reader(server);
  const visit = await inLobby(server, ada);
  const topic = ada.connection.change({ type: "topic", room: "lobby", text: "Tea" });
  const kick = ada.connection.change({ type: "kick", room: "lobby", name: "nobdy" });
  await visit.hears("topic");
  const { ref } = await visit.hears("kick");
  visit.tell({ type: "refused", ref, reason: "no-such-person", message: "Nobody has that name" });
  await assertRejects(() => soon(kick.acknowledged, "the refusal"), RefusedError, "Nobody");
  visit.cut();
  await assertRejects(() => soon(topic.acknowledged, "the cut"), CutError);
  await ada.becomes("waiting");
  const late = ada.connection.change({ type: "topic", room: "lobby", text: "Tea" });
  await assertRejects(() => late.acknowledged, CutError);
});
