import { assertEquals, assertMatch } from "@std/assert";
import { People } from "../../../../client/connection/account/people.ts";
import { Session } from "../../../../client/connection/endpoint.ts";
import {
  doWithProfiles,
  type ProfileInput,
  readProfileInput,
} from "../../../../client/terminal/account/profile.ts";
import { readInput } from "../../../../client/terminal/commands.ts";
import { claim, claimAdmin } from "../../../support/server/asker.ts";
import { TestServer } from "../../../support/server/test_server.ts";

Deno.test("A status is read with its state, its words and how long it lasts", () => {
  const read = (text: string) => readProfileInput("/status", text, "lobby");
  assertEquals(read(""), { type: "status" });
  assertEquals(read("off"), { type: "status", status: null });
  assertEquals(read("away"), { type: "status", status: { state: "away" } });
  assertEquals(read("dnd for 2h"), { type: "status", status: { state: "dnd" }, ms: 7_200_000 });
  assertEquals(read("away Lunch for 30m"), {
    ...{ type: "status", status: { state: "away", text: "Lunch" }, ms: 1_800_000 },
  });
  assertEquals(read("Waiting for Bob"), { type: "status", status: { text: "Waiting for Bob" } });
  assertEquals(read("for 2h"), "Write /status away, /status dnd, or /status TEXT");
});

Deno.test("Who somebody is asked about is told with the room that one looks at", () => {
  assertEquals(readInput("/whois @bob", "den"), { type: "whois", name: "bob", room: "den" });
  assertEquals(readInput("/whois bob", "@ada,bob"), { type: "whois", name: "bob" });
  assertEquals(readInput("/whois bob smith", "den"), {
    ...{ type: "mistake", message: "Write /whois NAME" },
  });
  assertEquals(readInput("/display Ada Lovelace", undefined), {
    ...{ type: "display", display: "Ada Lovelace" },
  });
});

Deno.test("At a terminal people are found by parts of their names, also who is away", async () => {
  await using server = await TestServer.start();
  const session = new Session(server.url(), { token: await claim(server, "ada") });
  const grace = new People(new Session(server.url(), { token: await claim(server, "gmh") }));
  await grace.change({ display: "Grace Hopper" });
  const find = (text: string) => {
    const input = readInput(`/people ${text}`, "lobby");
    if (input.type !== "people") throw new Error("It is no search");
    return doWithProfiles(input, new People(session), { you: "ada" });
  };
  assertEquals(await find("hop gra"), ["@gmh, shown as Grace Hopper"]);
  assertEquals(await find("nobody"), ["Nobody whom you may know is called so"]);
  assertEquals(readInput("/people", "lobby"), { type: "mistake", message: "Write /people WORDS" });
});

Deno.test("At a terminal somebody tells how they are, is shown by another name, and asks of others", async () => {
  await using server = await TestServer.start();
  const people = (token: string) => {
    const asked = new People(new Session(server.url(), { token }));
    return (you: string, input: ProfileInput) => doWithProfiles(input, asked, { you });
  };
  const ada = people(await claimAdmin(server, "ada"));
  const bob = people(await claim(server, "bob"));
  assertEquals(await ada("ada", { type: "display", display: "Ada Lovelace" }), [
    "You are shown as Ada Lovelace. /display off ends that",
  ]);
  const [set] = await ada("ada", { type: "status", status: { state: "dnd" }, ms: 60_000 });
  assertMatch(
    set ?? "",
    /^Your status: do not disturb, until (\d{4}-\d\d-\d\d )?\d\d:\d\d\. \/status off ends that$/,
  );
  const [who, how] = await bob("bob", { type: "whois", name: "ada", room: "lobby" });
  assertEquals(who, "@ada: is shown as Ada Lovelace, administrator here");
  assertMatch(how ?? "", /^ {2}do not disturb, until (\d{4}-\d\d-\d\d )?\d\d:\d\d$/);
  assertEquals(await bob("bob", { type: "display" }), ["@bob has told nothing else"]);
  assertEquals(await ada("ada", { type: "status", status: null }), ["Your status is gone"]);
  assertEquals(await ada("ada", { type: "display", display: null }), [
    "You are shown by your name again",
  ]);
  assertEquals(await bob("bob", { type: "whois", name: "ada" }), ["@ada has told nothing else"]);
});
