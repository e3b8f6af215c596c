import { assertEquals } from "@std/assert";
import type { FileInfo } from "../../../../protocol.ts";
import { claim, expect, signIn } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { sayFiles, upload } from "../../../support/server/uploads.ts";

type Listed = FileInfo & { seq: number; from: string; at: number };

/** Says something with files of these names. */
async function say(server: TestServer, token: string, names: string[], room?: string) {
  const ids = [];
  for (const name of names) ids.push((await upload(server, name, { token, name })).id);
  return await sayFiles(server, ids, { token, ...(room !== undefined && { room }) });
}

/** A page of a room's files: the names, and what the next page is before. */
async function list(
  server: TestServer,
  token: string,
  query = "",
  room = "lobby",
): Promise<{ names: string[]; next: unknown; files: Listed[] }> {
  const path = `GET /api/rooms/${encodeURIComponent(room)}/files${query}`;
  const { files, more, next } = await expect(server, 200, path, { token });
  const listed = files as Listed[];
  return { names: listed.map(({ name }) => name), next: more ? next : undefined, files: listed };
}

Deno.test("A room's files are listed newest first, page by page, by who may read it", async () => {
  await using server = await TestServer.start();
  const [ada, bob] = [await signIn(server, "ada"), await signIn(server, "bob")];
  for (const name of ["one.txt", "two.txt", "three.txt", "four.txt"]) {
    await say(server, ada, [name]);
    await expect(server, 201, "POST /api/rooms/lobby/messages", {
      ...{ token: ada, body: { text: "words" } },
    });
  }
  const first = await list(server, bob, "?limit=3");
  assertEquals(first.names, ["four.txt", "three.txt", "two.txt"]);
  const [newest] = first.files;
  assertEquals([newest?.seq, newest?.from, newest?.size], [7, "ada", 8]);
  const second = await list(server, bob, `?limit=3&before=${first.next}`);
  assertEquals([second.names, second.next], [["one.txt"], undefined]);
  assertEquals((await list(server, bob, "?before=1")).names, []);
});

Deno.test("A room's files are found by what is in their names", async () => {
  await using server = await TestServer.start();
  const ada = await signIn(server, "ada");
  await say(server, ada, ["Straße.txt", "cat.png", "CAT (2).png"]);
  const found: [q: string, names: string[]][] = [
    ["strasse", ["Straße.txt"]],
    ["cat", ["cat.png", "CAT (2).png"]],
    ["dog", []],
    ["", ["Straße.txt", "cat.png", "CAT (2).png"]],
  ];
  for (const [q, names] of found) {
    const page = await list(server, ada, `?q=${encodeURIComponent(q)}`);
    assertEquals(new Set(page.names), new Set(names), q);
  }
});

Deno.test("A deleted message's files are not listed, and neither are those of somebody blocked", async () => {
  await using server = await TestServer.start();
  const [ada, bob] = [await signIn(server, "ada"), await claim(server, "bob")];
  const { seq } = await say(server, ada, ["gone.txt"]);
  await say(server, ada, ["kept.txt"]);
  await expect(server, 204, `DELETE /api/rooms/lobby/messages/${seq}`, { token: ada });
  assertEquals((await list(server, bob)).names, ["kept.txt"]);
  await expect(server, 204, "POST /api/blocks", { token: bob, body: { name: "ada" } });
  assertEquals((await list(server, bob)).names, []);
  assertEquals((await list(server, ada)).names, ["kept.txt"]);
});

Deno.test("The files of a room are refused to who may not read it, as what was said there is", async () => {
  await using server = await TestServer.start();
  const [ada, bob] = [await claim(server, "ada"), await claim(server, "bob")];
  await using owner = await TestClient.enter(server, { token: ada }, "den");
  await say(server, ada, ["secret.txt"], "den");
  await say(server, ada, ["direct.txt"], "@ada,bob");
  const eve = await signIn(server, "eve");
  for (const access of ["listed", "hidden"]) {
    await owner.ask({ type: "access", room: "den", access });
    for (const room of ["den", "never", "%40ada%2Cbob", "%40ada%2Cnobody", "no%20room"]) {
      const [of, messages] = [`GET /api/rooms/${room}/files`, `GET /api/rooms/${room}/messages`];
      for (const token of [eve, undefined]) {
        const answers = [];
        for (const path of [of, messages]) {
          const response = await fetch(server.url(path.slice(4)), {
            headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
          });
          answers.push([response.status, await response.text()]);
        }
        assertEquals(answers[0], answers[1], `${room}, ${access}`);
      }
    }
  }
  assertEquals((await list(server, bob, "", "@bob,ada")).names, ["direct.txt"]);
  for (const query of ["?limit=0", "?limit=201", "?limit=x", "?before=-1", "?before=x"]) {
    const path = `GET /api/rooms/lobby/files${query}`;
    await expect(server, "400 malformed", path, { token: eve });
  }
});
