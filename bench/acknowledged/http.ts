/**
 * Messages posted over HTTP, beside a bare handler that parses them and answers.
 *
 * @module
 */
import { Program } from "../../tests/support/process/program.ts";
import { ServerProcess } from "../../tests/support/process/server_process.ts";
import { signIn } from "../../tests/support/server/asker.ts";
import { quantile, report } from "../report.ts";
import { tempFolder } from "../support/temp_folder.ts";
import { RUNTIME } from "../support/runtime.ts";

const CONNECTIONS = 64;
const WARM_UP_MS = 1_500;
const MS = 4_000;
const RUNS = 3;
const COMMITS = 500;

/** What a run found. */
interface Posted {
  readonly messagesASecond: number;
  readonly p99Ms: number;
}

export async function http(): Promise<void> {
  const ours: Posted[] = [];
  const bare: Posted[] = [];
  for (let run = 0; run < RUNS; run++) {
    bare.push(await bareOnce());
    ours.push(await oursOnce());
  }
  const bareP99 = Math.max(...bare.map(({ p99Ms }) => p99Ms));
  const commitMs = await commit();
  report(`HTTP: ${CONNECTIONS} kept-alive connections post messages`, [
    {
      what: "messages a second, beside bare",
      values: ours.map(({ messagesASecond }, i) => messagesASecond / bare[i]!.messagesASecond),
      unit: "×",
      budget: { least: 0.3 },
    },
    { what: "messages a second", values: ours.map(rateOf), unit: "/s" },
    { what: "a bare handler's", values: bare.map(rateOf), unit: "/s" },
    {
      what: "p99",
      values: ours.map(({ p99Ms }) => p99Ms),
      unit: "ms",
      budget: { most: 3 * bareP99 + commitMs },
    },
    { what: "a bare handler's p99", values: bare.map(({ p99Ms }) => p99Ms), unit: "ms" },
    { what: "a commit", values: [commitMs], unit: "ms" },
  ]);
}

function rateOf({ messagesASecond }: Posted): number {
  return messagesASecond;
}

async function oursOnce(): Promise<Posted> {
  await using folder = await tempFolder();
  await using server = await ServerProcess.open({
    store: `${folder.path}/chat.db`,
    by: ["run", ...RUNTIME],
    flags: ["start", "--limits=off"],
  });
  return await post(server.port, await signIn(server, "ada"));
}

async function bareOnce(): Promise<Posted> {
  await using server = new Program(["run", "--allow-net", "bench/peers/bare_http.ts"]);
  const [, address = ""] = await server.says(/open at (http:\S+)$/m);
  return await post(Number(new URL(address).port), "x".repeat(43));
}

/** Posts as fast as answers come, on all connections. */
async function post(port: number, token: string): Promise<Posted> {
  const start = performance.now();
  const end = start + WARM_UP_MS + MS;
  const found: number[] = [];
  await Promise.all(Array.from({ length: CONNECTIONS }, async (_, i) => {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    for (let n = 0; performance.now() < end; n++) {
      const sentAt = performance.now();
      await postOne(connection, token, `${Date.now().toString(16).padStart(12, "0")}-${i}-${n}`);
      if (sentAt > start + WARM_UP_MS) found.push(performance.now() - sentAt);
    }
  }));
  return { messagesASecond: found.length / MS * 1000, p99Ms: quantile(found, 0.99) };
}

const ENCODER = new TextEncoder();
const BUFFER_BYTES = 16 * 1024;

/** Posts one message, and reads its answer, which comes whole as it is short. */
async function postOne(connection: Deno.Conn, token: string, id: string): Promise<void> {
  const body = JSON.stringify({ id, text: "a message, as people say" });
  const request = "POST /api/rooms/lobby/messages HTTP/1.1\r\nhost: localhost\r\n" +
    `authorization: Bearer ${token}\r\ncontent-type: application/json\r\n` +
    `content-length: ${body.length}\r\n\r\n${body}`;
  await connection.write(ENCODER.encode(request));
  const buffer = new Uint8Array(BUFFER_BYTES);
  const read = await connection.read(buffer);
  const answer = new TextDecoder().decode(buffer.subarray(0, read ?? 0));
  if (!answer.startsWith("HTTP/1.1 201")) throw new Error(`Expected 201, got ${answer}`);
  if (!answer.endsWith("}")) throw new Error("The answer came in pieces");
}

/** How long one commit of a store takes by itself, in milliseconds: the median. */
async function commit(): Promise<number> {
  await using folder = await tempFolder();
  using kv = await Deno.openKv(`${folder.path}/commit.db`);
  const found: number[] = [];
  for (let i = 0; i < COMMITS; i++) {
    const start = performance.now();
    await kv.atomic().set(["commit", i], "x".repeat(200)).commit();
    found.push(performance.now() - start);
  }
  return quantile(found, 0.5);
}
