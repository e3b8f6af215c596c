import { assertEquals, assertMatch } from "@std/assert";
import { firstQuestion } from "../../../client/program/first_question.ts";
import { startServer } from "../programs.ts";
import { enters, ignore, startsClient } from "../sits_down.ts";

Deno.test("The first question is explained where there is one, for the address that is meant", () => {
  const asked: unknown[] = [];
  const query = (state: Deno.PermissionState) => (what: Deno.PermissionDescriptor) => {
    asked.push(what);
    return state;
  };
  for (
    const [url = "", host = ""] of [
      ["https://chat.example", "chat.example:443"],
      ["http://localhost:8000/#lobby", "localhost:8000"],
      ["ws://chat.example/ws", "chat.example:80"],
    ]
  ) {
    assertMatch(firstQuestion(url, query("prompt")) ?? "", RegExp(`connect to ${host}: answer y`));
    assertEquals(asked.at(-1), { name: "net", host });
  }
  assertEquals(firstQuestion("https://chat.example", query("granted")), undefined);
  assertEquals(firstQuestion("https://chat.example", query("denied")), undefined);
});

Deno.test({
  name: "Who runs the client without flags is asked one thing, which is explained, and chats",
  ignore,
  async fn() {
    await using server = await startServer();
    const way = { allowed: [], prompts: "", net: "" } as const;
    await using ada = await startsClient(server.url, /Allow\? \[y\/n/, way);
    assertMatch(
      await ada.screen(),
      /needs leave to connect to 127\.0\.0\.1:\d+: answer y when Deno asks[^]*requests net access/,
    );
    // Deno throws away what was typed before it listens.
    do await enters(ada, "y"); while (!await ada.shows(/── lobby · 1 here/, 40));
    assertEquals((await ada.screen()).match(/requests \w+ access/g)?.length, 1);
    await enters(ada, "hello");
    await ada.sees(/ada {2}hello\n──/);
  },
});

Deno.test({
  name: "Who may not connect is told so, and not that the server is away",
  ignore,
  async fn() {
    await using server = await startServer();
    const way = { allowed: [], prompts: "--no-prompt", net: "" } as const;
    await using ada = await startsClient(server.url, /code \d/, way);
    assertMatch(
      await ada.screen(),
      /May not connect to 127\.0\.0\.1:\d+: allow it, or run with --allow-net\ncode 1\n/,
    );
  },
});

Deno.test({
  name:
    "Whoever gives no name is asked for it before the server is, and greeted once they have said it",
  ignore,
  async fn() {
    await using server = await startServer({ TITLE: "Class 7b", WELCOME: "Be kind." });
    await using ada = await startsClient(server.url, /^Your name: *$/m, { name: "" });
    assertEquals(/Class 7b/.test(await ada.screen()), false);
    await enters(ada, "ada");
    await ada.sees(/Your name: ada\nClass 7b\nBe kind\.\n[^]*── lobby · 1 here/);
  },
});
