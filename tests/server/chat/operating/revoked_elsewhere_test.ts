import { assert, assertEquals, assertRejects } from "@std/assert";
import { Close } from "../../../../protocol.ts";
import { type Backing, backingOver } from "../../../../server/backing.ts";
import { soon } from "../../../support/arrivals.ts";
import { claim, claimAdmin, expect, PASSWORD, signIn } from "../../../support/server/asker.ts";
import { EventReader } from "../../../support/server/event_reader.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer } from "../../../support/server/test_server.ts";
import { sayFiles, someBytes, upload } from "../../../support/server/uploads.ts";
import { SharedFile } from "../../../support/store/shared_file.ts";

/** How often a server may look which sessions have ended until it has cut what they opened. */
const LOOKS_MAX = 2;
/** More than sockets hold on the way to somebody who reads nothing. */
const FILE_BYTES = 16 * 1024 * 1024;

/** Lets a server see which sessions have ended only as often as it is allowed to. */
class Looks {
  allowed = Infinity;

  constructor({ sessions }: Backing) {
    const ended = sessions.ended.bind(sessions);
    Reflect.set(sessions, "ended", async () => --this.allowed < 0 ? [] : await ended());
  }
}

/** What somebody has open on a server. */
class Opened implements AsyncDisposable {
  readonly #socket: TestClient;
  readonly #events: EventReader;
  readonly #download: Response;

  private constructor(socket: TestClient, events: EventReader, download: Response) {
    this.#socket = socket;
    this.#events = events;
    this.#download = download;
  }

  static async open(server: TestServer, token: string, file: string): Promise<Opened> {
    const socket = await TestClient.enter(server, { token });
    const events = await EventReader.open(server, "/api/rooms/lobby/events", { token });
    await events.next();
    const headers = { authorization: `Bearer ${token}` };
    const download = await fetch(server.url(file), { headers });
    assertEquals([events.status, download.status], [200, 200]);
    return new Opened(socket, events, download);
  }

  /** Resolves when all of it is cut. */
  async isCut(what: string): Promise<void> {
    assertEquals(await this.#socket.closed, Close.Removed, what);
    await soon(this.#events.ended(), `the end of a stream by ${what}`);
    const rest = soon(this.#download.arrayBuffer(), `the end of a download by ${what}`);
    await assertRejects(() => rest, TypeError, undefined, what);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#socket[Symbol.asyncDispose]();
    await this.#events[Symbol.asyncDispose]();
    if (!this.#download.bodyUsed) await this.#download.body?.cancel();
  }
}

/** What ends the sessions of an account, on the server where it is asked for. */
const ENDS: Record<string, (server: TestServer, name: string, admin: string) => Promise<void>> = {
  async "a ban"(server, name, token) {
    await using ada = await TestClient.connect(server, { token });
    await ada.ask({ type: "ban", name, ms: 60_000 });
  },
  async "a revoked session"(server, name) {
    const token = await signIn(server, name, PASSWORD);
    const { sessions } = await expect(server, 200, "GET /api/sessions", { token });
    assert(Array.isArray(sessions));
    for (const { id, current } of sessions) {
      if (!current) await expect(server, 204, `DELETE /api/sessions/${id}`, { token });
    }
  },
  async "a password reset"(server, name, token) {
    const { url } = await expect(server, 201, `POST /api/admin/people/${name}/reset`, { token });
    const reset = new URL(String(url)).hash.split("=")[1];
    const body = { reset, new: `${PASSWORD} anew` };
    await expect(server, 204, "PUT /api/account/password", { body });
  },
  async "a suspension"(server, name, token) {
    const body = { reason: "spam" };
    await expect(server, 200, `PUT /api/admin/people/${name}/suspension`, { token, body });
  },
};

Deno.test("What ends somebody's sessions cuts all that they have open on another server, at its second look at most", async () => {
  await using file = await SharedFile.make();
  const store = await file.store({ shared: true });
  const backing = backingOver(store);
  const looks = new Looks(backing);
  await using ours = await TestServer.start({ backing });
  await using theirs = await TestServer.start({ backing: backingOver(store) });
  const admin = await claimAdmin(theirs, "ada");
  const large = await upload(ours, someBytes(FILE_BYTES), { token: admin });
  const { files } = await sayFiles(ours, [large.id], { token: admin });
  for (const [i, [what, end]] of Object.entries(ENDS).entries()) {
    const name = `person${i}`;
    const token = await claim(theirs, name);
    await using opened = await Opened.open(ours, token, `/files/${files[0]!.id}/some.bin`);
    looks.allowed = 0;
    await end(theirs, name, admin);
    looks.allowed = LOOKS_MAX;
    await opened.isCut(what);
    looks.allowed = Infinity;
  }
});

Deno.test("A kick ends what somebody reads of a room on another server", async () => {
  await using file = await SharedFile.make();
  const store = await file.store({ shared: true });
  await using ours = await TestServer.start({ backing: backingOver(store) });
  await using theirs = await TestServer.start({ backing: backingOver(store) });
  await using ada = await TestClient.connect(theirs, { token: await claimAdmin(theirs, "ada") });
  const token = await claim(theirs, "eve");
  await using eve = await TestClient.connect(ours, { token });
  await ada.join("den");
  await eve.join("den");
  await using events = await EventReader.open(ours, "/api/rooms/den/events", { token });
  await events.next();
  ada.send({ type: "kick", room: "den", name: "eve" });
  await eve.until(({ type }) => type === "left", "eve to be out");
  await soon(events.ended(), "the end of a stream by a kick");
});
