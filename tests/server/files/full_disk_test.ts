import { assert, assertEquals } from "@std/assert";
import { FolderBlobs } from "../../../server/files/blobs/folder_blobs.ts";
import { Store } from "../../../server/kv/store.ts";
import { ServerProcess } from "../../support/process/server_process.ts";
import { signIn } from "../../support/server/asker.ts";
import { TestClient } from "../../support/server/test_client.ts";
import { OpenFiles, someBytes } from "../../support/store/open_files.ts";
import { type Disk, isPossible, limitedFiles, smallDisk } from "../../support/store/small_disk.ts";

const MIB = 1024 * 1024;
/** A disk on which there is room for a large file, and how much somebody else leaves of that. */
const DISK = { size: 96 * MIB, taken: 30 * MIB, left: 12 * MIB };

interface Uploaded {
  readonly status: number;
  readonly body: { id?: string; error?: string; message?: string };
}

/** Uploads what nobody has uploaded before; half-way, something else happens. */
async function upload(
  server: ServerProcess,
  token: string,
  { size, seed, between }: { size: number; seed: number; between?: () => Promise<unknown> },
): Promise<Uploaded> {
  const bytes = someBytes(size, seed);
  bytes[0] = seed;
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  const head = "POST /api/files?name=a.bin HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n" +
    `authorization: Bearer ${token}\r\ncontent-type: application/octet-stream\r\n` +
    `content-length: ${size}\r\n\r\n`;
  const sending = async () => {
    await writeAll(connection, new TextEncoder().encode(head));
    await writeAll(connection, bytes.subarray(0, size / 2));
    await between?.();
    await writeAll(connection, bytes.subarray(size / 2));
  };
  // Who is refused need not be read to the end.
  const sent = sending().catch((error) => {
    if (
      !(error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.ConnectionReset)
    ) {
      throw error;
    }
  });
  const [answer] = await Promise.all([new Response(connection.readable).text(), sent]);
  const [, status = "", json = "{}"] =
    /^HTTP\/1.1 (\d+)[^]*?\r\n\r\n[^{]*(\{[^]*\})/.exec(answer) ?? [];
  return { status: Number(status), body: JSON.parse(json) };
}

async function writeAll(connection: Deno.Conn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

/** What happens on a disk, and what then becomes of a large upload. */
interface Trouble {
  readonly disk: Disk;
  /** Happens half-way. */
  readonly between?: () => Promise<unknown>;
  readonly reason: RegExp;
  /** Makes room again. */
  readonly mend: (server: ServerProcess) => Promise<void>;
}

async function testRefused(
  place: "the store" | "a folder",
  { disk, between, reason, mend }: Trouble,
): Promise<void> {
  const store = `${disk.folder}/chat.db`;
  const folder = place === "a folder" ? `${disk.folder}/files` : undefined;
  const flags = ["start", "--limits=off", ...(folder ? [`--files=${folder}`] : [])];
  let kept = "";
  {
    await using server = await ServerProcess.open({ store, flags, under: disk.under });
    const token = await signIn(server, "ada");
    await using bob = await TestClient.enter(server, "bob");
    kept = (await upload(server, token, { size: 1_000, seed: 1 })).body.id ?? "";
    const large = { size: 20 * MIB, seed: 2 };
    const { status, body } = await upload(server, token, { ...large, ...(between && { between }) });
    assertEquals(reason.test(body.error ?? ""), true, `${status} ${JSON.stringify(body)}`);
    assert(/^Cannot upload file: [^\n]+$/.test(body.message ?? ""), body.message);
    // Where the store's own file may not grow, nothing can be said before it may.
    if (between || folder) await talk(bob, "while it lasts");
    await mend(server);
    await talk(bob, "when it is over");
    assertEquals((await upload(server, token, large)).status, 201);
    await server.kill();
  }
  await using opened = await Store.open(store, { lock: true });
  const open = await OpenFiles.over(
    opened,
    folder ? { folder: await FolderBlobs.open(folder) } : {},
  );
  await open.collect();
  assertEquals((await open.bytes(kept))?.length, 1_000);
  const rows = await open.rows();
  const count = (kind: string) => rows.filter(([own]) => own === kind).length;
  assertEquals(["staged", "file", "blob"].map(count), [0, 2, 2], "nothing is half-stored");
  const chunks = folder ? 0 : 1 + Math.ceil(20 * MIB / (60 * 1024));
  assertEquals(count("chunk"), chunks);
}

async function talk(client: TestClient, text: string): Promise<void> {
  client.say("lobby", text, text);
  const [said] = await client.entries(1);
  assertEquals(said?.type === "said" && said.text, text);
}

/** Somebody else fills a disk while a file is being uploaded. */
async function fullDisk(): Promise<Trouble & AsyncDisposable | undefined> {
  const disk = await smallDisk(DISK);
  if (!disk) return undefined;
  const other = `${disk.folder}/other`;
  return {
    disk,
    between: async () => {
      // What was sent so far is still being written, so there may be less than there just was.
      for (let isFull = false; !isFull;) {
        const bytes = await freeOn(disk.folder) - DISK.left;
        isFull = bytes <= 0 || await allocate(other, bytes);
      }
    },
    reason: /^quota$/,
    mend: () => Deno.remove(other),
    [Symbol.asyncDispose]: () => disk[Symbol.asyncDispose](),
  };
}

async function freeOn(folder: string): Promise<number> {
  const args = ["-B1", "--output=avail", folder];
  const { stdout } = await new Deno.Command("df", { args }).output();
  return Number(/(\d+)\s*$/.exec(new TextDecoder().decode(stdout))?.[1]);
}

/** Makes a file of a size, at once or not at all. */
async function allocate(file: string, bytes: number): Promise<boolean> {
  const { success } = await new Deno.Command("fallocate", {
    args: ["-l", String(bytes), file],
    stderr: "null",
  }).output();
  return success;
}

/** Files may not become as large as this one. */
async function shortFiles(): Promise<Trouble & AsyncDisposable | undefined> {
  const disk = await limitedFiles();
  return disk && {
    disk,
    reason: /^unavailable$/,
    mend: (server) => disk.free(server),
    [Symbol.asyncDispose]: () => disk[Symbol.asyncDispose](),
  };
}

const TROUBLES = [
  ["somebody else fills the disk meanwhile", fullDisk, true],
  // Every Linux can do that: in CI it has to.
  ["files may not grow so large", shortFiles, Deno.env.get("CI") !== "true"],
] as const;

for (const [what, make, isIgnored] of TROUBLES) {
  const ignore = isIgnored && !await isPossible(make);
  for (const place of ["the store", "a folder"] as const) {
    Deno.test({
      name: `An upload into ${place} is refused when ${what}, and can be retried later`,
      ignore,
      async fn() {
        await using trouble = await make();
        if (!trouble) throw new Error("Cannot make such a disk here");
        await testRefused(place, trouble);
      },
    });
  }
}
