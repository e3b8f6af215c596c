import { assert, assertEquals, assertMatch } from "@std/assert";
import { newSecret, SealedRoom } from "../../../../client/sealed.ts";
import { expect } from "../../../support/server/asker.ts";
import { Caller, chatting, DONE, textsIn } from "../caller.ts";

Deno.test("Commands say, read and pipe in a private room by its link, and the server reads none of it", async () => {
  await using here = await chatting();
  const room = await SealedRoom.of(newSecret());
  const link = `#!${room.secret}`;
  const den = await here.chat.join(link);
  assertEquals(await here.ada.runs("say", link, "the eagle has landed"), DONE);
  const { code, stdout } = await here.ada.feeds("one\ntwo\n", "pipe", link, "--json");
  assertEquals([code, stdout.split("\n").length], [0, 3]);
  await den.say("roger");
  const read = await here.ada.runs("read", link, "--json");
  assertEquals(textsIn(read.stdout), ["the eagle has landed", "one", "two", "roger"]);
  const lines = await here.ada.runs("read", link, "--last", "1");
  assertMatch(lines.stdout, /\troger\n$/);
  const texts = await Array.fromAsync(den.history(), ({ text }) => text);
  assertEquals(texts, ["roger", "two", "one", "the eagle has landed"]);
  const { entries } = await expect(here.server, 200, `GET /api/rooms/${room.name}/messages`, {
    token: String(here.chat.token),
  });
  const told = JSON.stringify(entries);
  for (const word of ["eagle", "roger", "two"]) assert(!told.includes(word), word);
});

Deno.test("Commands say that something in a private room can't be read, and refuse what is no link", async () => {
  await using here = await chatting();
  const room = await SealedRoom.of(newSecret());
  await here.chat.join(`#!${room.secret}`);
  const sealed = await room.seal({ text: "trust me" }, { from: "bob", id: "1" });
  await expect(here.server, 201, `POST /api/rooms/${room.name}/messages`, {
    token: String(here.chat.token),
    body: { id: "1", sealed },
  });
  const { stdout } = await here.ada.runs("read", `#!${room.secret}`);
  assertMatch(stdout, /\t\[can't be read: it was changed on its way/);
  assert(!stdout.includes("trust me"));
  for (const link of ["#!short", room.link("https://elsewhere.example")]) {
    const { code, stderr } = await here.ada.runs("say", link, "hello");
    assertEquals(code, 2, stderr);
    assert(!stderr.includes(room.secret));
  }
  const file = ["say", `#!${room.secret}`, "look", "--file", "LICENSE", "--json"];
  const { code, stdout: json, stderr } = await here.ada.runs(...file);
  assertEquals(code, 0, stderr);
  assertEquals(JSON.parse(json).files[0].name, "LICENSE");
  const den = await here.chat.join(`#!${room.secret}`);
  const [said] = await Array.fromAsync(den.history());
  assertEquals([said?.text, said?.files[0]?.name], ["look", "LICENSE"]);
  assertEquals(await said?.files[0]?.bytes(), await Deno.readFile("LICENSE"));
});

Deno.test("No command tells the server a link, or what is for a private room as it is", async () => {
  const heard: string[] = [];
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    async (request) => {
      heard.push(decodeURIComponent(`${request.url} ${await request.text()}`));
      const isBegun = request.method === "POST" && request.url.endsWith("/api/session");
      return isBegun
        ? Response.json({ name: "ada", guest: true, token: "t".repeat(43) }, { status: 201 })
        : Response.json({ error: "not-found", message: "" }, { status: 404 });
    },
  );
  const ada = new Caller({
    HUBBUB_URL: `http://127.0.0.1:${server.addr.port}`,
    HUBBUB_NAME: "ada",
  });
  const { name, secret } = await SealedRoom.of(newSecret());
  const calls: [code: number, ...call: string[]][] = [
    [1, "search", `#!${secret}`, "eagle"],
    [1, "who", `#!${secret}`],
    [1, "files", `#%21${secret}`, "eagle"],
    [1, "save", `#!${secret}`, "3"],
    [1, "edit", `#!${secret}`, "3", "eagle"],
    [1, "react", `#!${secret}`, "3", "👍"],
    [2, "delete", `https://chat.example/#!${secret}`, "3"],
    [2, "say", name, "eagle"],
    [2, "reply", name, "3", "eagle"],
    [2, "edit", name, "3", "eagle"],
  ];
  for (const [expected, ...call] of calls) {
    const { code, stderr } = await ada.runs(...call);
    assertEquals(code, expected, `${call[0]}: ${stderr}`);
    assert(!stderr.includes(secret));
  }
  const told = heard.join("\n");
  assert(!told.includes(secret) && !told.includes("eagle"), told);
});
