import { assertEquals } from "@std/assert";
import { claim, claimAdmin, signIn } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { TestServer } from "../../support/server/test_server.ts";
import { sayFiles, tryUpload, upload } from "../../support/server/uploads.ts";

/** Everybody who may ask, and what they are to the room. */
const PEOPLE = [
  ...["nobody", "guest", "account", "muted", "banned", "outsider", "moderator", "admin"] as const,
];
type Who = typeof PEOPLE[number];

/** What each is answered, in an open room, which is hidden from the outsider. */
type Row = readonly [asked: string, body: unknown, answers: Readonly<Record<Who, number>>];

const READ = {
  ...{ nobody: 401, guest: 200, account: 200, muted: 200, banned: 403, outsider: 404 },
  ...{ moderator: 200, admin: 200 },
} as const;
const SPEAK = {
  ...READ,
  guest: 201,
  account: 201,
  muted: 403,
  moderator: 201,
  admin: 201,
} as const;
/** Messages are another's. */
const EDIT = { ...READ, guest: 403, account: 403, muted: 403, moderator: 403, admin: 403 } as const;
const REACT = {
  ...READ,
  guest: 204,
  account: 204,
  muted: 403,
  moderator: 204,
  admin: 204,
} as const;
const DELETE = {
  ...READ,
  guest: 403,
  account: 403,
  muted: 403,
  moderator: 204,
  admin: 204,
} as const;

const ROWS: readonly Row[] = [
  ["GET messages", undefined, READ],
  ["GET search?q=x", undefined, READ],
  ["GET members", undefined, READ],
  ["GET events", undefined, READ],
  ["GET files", undefined, READ],
  // To who may not read the room, a file is not there, whatever else they are told.
  ["GET /files", undefined, { ...READ, nobody: 404, banned: 404 }],
  ["POST messages", { text: "hello" }, SPEAK],
  ["POST messages", { files: ["OWN"] }, SPEAK],
  ["POST messages", { files: ["OTHERS"] }, {
    ...SPEAK,
    guest: 404,
    account: 404,
    moderator: 404,
    admin: 404,
  }],
  ["PATCH messages/1", { text: "changed" }, EDIT],
  ["PUT messages/1/reactions/👍", undefined, REACT],
  ["DELETE messages/1/reactions/👍", undefined, REACT],
  ["DELETE messages/1", undefined, DELETE],
];

/** A server with a room in which everybody is what they are called, and their tokens. */
async function makeTown(server: TestServer): Promise<Record<Who, string>> {
  const admin = await claimAdmin(server, "root1");
  const owner = await claim(server, "owner");
  await using room = await TestClient.connect(server, { token: owner });
  await room.join("den");
  const { id } = await upload(server, "a cat", { token: owner, name: "cat.txt" });
  await sayFiles(server, [id], { token: owner, room: "den" });
  const tokens = {
    ...{ nobody: "", admin, guest: await signIn(server, "gus") },
    ...{ account: await claim(server, "ann"), muted: await claim(server, "mut") },
    ...{ banned: await claim(server, "ben"), outsider: await claim(server, "out") },
    moderator: await claim(server, "mod"),
  };
  for (const name of ["gus", "ann", "mut"]) await room.ask({ type: "invite", room: "den", name });
  await room.ask({ type: "moderator", room: "den", name: "mod", on: true });
  await room.ask({ type: "mute", room: "den", name: "mut", ms: 60_000 });
  return tokens;
}

async function answerTo(server: TestServer, asked: string, wanted: unknown, token: string) {
  const [method = "", path = ""] = asked.split(" ");
  const body = await filled(server, wanted, token);
  const response = await fetch(server.url(await addressOf(server, path)), {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  await response.body?.cancel();
  return response.status;
}

/** The file that is in the room, or what is below the room. */
async function addressOf({ backing }: TestServer, path: string): Promise<string> {
  if (path !== "/files") return `/api/rooms/den/${path}`;
  const [said] = await backing.journal.read("den", { after: 0, limit: 1 });
  return said?.type === "said" ? said.files?.[0]?.url ?? "" : "";
}

/** What is sent, with files that are there: an own one, or one of somebody else. */
async function filled(server: TestServer, body: unknown, token: string): Promise<unknown> {
  if (typeof body !== "object" || body === null || !("files" in body)) return body;
  const isOwn = JSON.stringify(body).includes("OWN");
  const by = isOwn && token ? token : await claim(server, "other");
  const { status, body: { id } } = await tryUpload(server, "a cat", { token: by });
  // Whoever is banned can upload nothing either.
  return { files: [status === 201 ? id : "NONE"] };
}

for (const [asked, body, answers] of ROWS) {
  const what = JSON.stringify(body)?.includes("files") ? `${asked} ${JSON.stringify(body)}` : asked;
  Deno.test(`${what} of a room is answered by who asks`, async () => {
    for (const who of PEOPLE) {
      await using server = await TestServer.start();
      const tokens = await makeTown(server);
      const ruler = await TestClient.connect(server, { token: tokens.admin });
      await using _ = ruler;
      if (who === "outsider") await ruler.ask({ type: "access", room: "den", access: "hidden" });
      if (who === "banned") await ruler.ask({ type: "ban", room: "den", name: "ben" });
      const status = await answerTo(server, asked, body, tokens[who]);
      assertEquals(status, answers[who], `${who}: ${asked}`);
    }
  });
}
