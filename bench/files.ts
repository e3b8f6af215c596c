/**
 * What it takes to send a large file and to read it, what that costs those who talk, and how soon the
 * page shows the files of a room.
 *
 * @module
 */
import { Program } from "../tests/support/process/program.ts";
import { ServerProcess } from "../tests/support/process/server_process.ts";
import { signIn } from "../tests/support/server/asker.ts";
import { CORE, pinned } from "./fanout/servers.ts";
import { panel } from "./files/panel.ts";
import { download, FILE_BYTES, type Target, upload } from "./files/transfer.ts";
import { quantile, report } from "./report.ts";
import { RUNTIME } from "./support/runtime.ts";
import { latencies } from "./support/talk.ts";
import { tempFolder } from "./support/temp_folder.ts";

const RUNS = 7;
/** Before the first that is counted. */
const WARM_UPS = 2;
const MIB = 1024 * 1024;
/** Whom uploads must not keep from talking. */
const TALK = { members: 20, messagesASecond: 100, warmUpMs: 2_000, ms: 6_000 };
const AT_ONCE = 4;
const PAIRS = 3;
const STORAGE = "--max-storage-per-person=1T --max-storage=1T".split(" ");

/** MiB a second, up and down, of each run. */
interface Rates {
  readonly up: number[];
  readonly down: number[];
}

export async function files(): Promise<void> {
  await alone("KV", "Deno KV alone");
  await alone("folder", "a plain copy");
  await besideTalk("KV");
  await besideTalk("folder");
  await panel();
}

/** One file after the other, beside a server that does nothing else. */
async function alone(place: "KV" | "folder", bareName: string): Promise<void> {
  await using folder = await tempFolder();
  await Deno.mkdir(`${folder.path}/bare`);
  await using bare = await openBare(folder.path);
  await using server = await openServer(folder.path, place);
  const path = place === "KV" ? "/kv" : "/folder";
  const [, address = ""] = await bare.says(/open at (http:\S+)$/m);
  const ours: Target = await targetOn(server);
  const entrants: [Target, Rates][] = [
    [{ server: new URL(address), path }, { up: [], down: [] }],
    [ours, { up: [], down: [] }],
  ];
  for (let run = -WARM_UPS; run < RUNS; run++) {
    for (const [target, rates] of entrants) await measure(target, run < 0 ? undefined : rates);
  }
  const before = await memoryOf(server);
  for (let run = 0; run < RUNS; run++) await measure(ours);
  const grown = await memoryOf(server) - before;
  const [[, theirs], [, own]] = [entrants[0]!, entrants[1]!];
  report(`Files: ${FILE_BYTES / MIB} MiB through HTTP, ${place} beside ${bareName}`, [
    ...(["up", "down"] as const).flatMap((way) => [
      {
        what: `${way}, beside ${bareName}`,
        values: own[way].map((rate, i) => rate / theirs[way][i]!),
        unit: "×",
        budget: { least: 0.7 },
      },
      { what: way, values: own[way], unit: "MiB/s" },
      { what: `${bareName}, ${way}`, values: theirs[way], unit: "MiB/s" },
    ]),
    { what: "more memory after", values: [grown], unit: "MiB", budget: { most: 16 } },
  ]);
}

/** How long messages take while files are sent without pause. */
async function besideTalk(place: "KV" | "folder"): Promise<void> {
  const quiet: Talk[] = [];
  const busy: Talk[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    quiet.push(await talk(place, 0));
    busy.push(await talk(place, AT_ONCE));
  }
  const shares = busy.map(({ p99 }, i) => p99 / quiet[i]!.p99);
  report(`Files: ${TALK.members} people talk while ${AT_ONCE} files are sent at once, ${place}`, [
    { what: "p99, beside without", values: shares, unit: "×", budget: { most: 1.5 } },
    { what: "p99 without", values: quiet.map(({ p99 }) => p99), unit: "ms" },
    { what: "p99 with", values: busy.map(({ p99 }) => p99), unit: "ms" },
    { what: "sent meanwhile", values: busy.map(({ sent }) => sent), unit: "MiB/s" },
  ]);
}

/** How long 99 of 100 messages take, in milliseconds, and how many MiB of files are sent a second. */
interface Talk {
  readonly p99: number;
  readonly sent: number;
}

/**
 * The server has a core of its own, and who sends the files comes last on the other one: what is
 * measured is what the server makes of uploads, and not what sending them takes from those who talk.
 */
async function talk(place: "KV" | "folder", uploads: number): Promise<Talk> {
  await using folder = await tempFolder();
  const under = await pinned(CORE.server, []);
  await using server = await openServer(folder.path, place, under);
  const { token = "" } = await targetOn(server);
  await using uploading = uploads > 0
    ? new Program(
      [
        ...["run", "--allow-net", "bench/files/uploads.ts"],
        ...[server.url().href, token, String(uploads)],
      ],
      { under: await pinned(CORE.crowd, ["nice", "-n", "19"]) },
    )
    : undefined;
  await uploading?.says(/sent/);
  const written = async () => uploads > 0 ? await bytesIn(folder.path) : 0;
  const [before, start] = [await written(), performance.now()];
  const times = await latencies(server.url().origin, TALK);
  const sent = (await written() - before) / MIB / (performance.now() - start) * 1000;
  await uploading?.kill();
  return { p99: quantile(times, 0.99), sent };
}

function openServer(
  folder: string,
  place: "KV" | "folder",
  under: readonly string[] = [],
): Promise<ServerProcess> {
  return ServerProcess.open({
    under,
    store: `${folder}/chat.db`,
    by: ["run", ...RUNTIME],
    flags: [
      ...["start", "--limits=off", ...STORAGE],
      ...(place === "folder" ? [`--files=${folder}/files`] : []),
    ],
  });
}

function openBare(folder: string): Promise<Program> {
  return Promise.resolve(
    new Program([
      ...["run", ...RUNTIME, "--allow-net", "--allow-read", "--allow-write"],
      ...["bench/files/bare_files.ts", `${folder}/bare.db`, `${folder}/bare`],
    ]),
  );
}

async function targetOn(server: ServerProcess): Promise<Target> {
  const token = await signIn(server, "sender");
  return { server: server.url(), path: "/api/files?name=a.bin", token };
}

async function measure(target: Target, rates?: Rates): Promise<void> {
  const bytes = new Uint8Array(FILE_BYTES);
  const start = performance.now();
  const url = await upload(target, bytes);
  const sent = performance.now();
  const length = await download(target, url);
  if (length !== FILE_BYTES) throw new Error(`Expected ${FILE_BYTES} bytes, got ${length}`);
  rates?.up.push(FILE_BYTES / MIB / (sent - start) * 1000);
  rates?.down.push(FILE_BYTES / MIB / (performance.now() - sent) * 1000);
}

/** How many bytes the files in a folder have. */
async function bytesIn(path: string): Promise<number> {
  let bytes = 0;
  for await (const { name, isDirectory } of Deno.readDir(path)) {
    const inside = `${path}/${name}`;
    bytes += isDirectory ? await bytesIn(inside) : (await Deno.stat(inside)).size;
  }
  return bytes;
}

/** How much of the machine's memory a process has, in MiB. */
async function memoryOf({ pid }: Program): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024;
}
