/**
 * A crowd that talks to a server: run as a process of its own, so that its work is not the server's.
 * It takes a `Plan` as its argument and prints `Findings`, both as JSON.
 *
 * It counts lines, and reads no more of them than it must: a client that parses would be slower than
 * the servers that it measures.
 *
 * @module
 */

/** What a crowd does. */
export interface Plan {
  /** Of the socket, with `NAME` where a member's name goes. */
  readonly url: string;
  readonly members: number;
  /** Members who are there, and say nothing. */
  readonly silent: number;
  /** Sent when a socket is open. */
  readonly hello: string | null;
  /** Messages a second; when null, as many as keep `window` under way. */
  readonly rate: number | null;
  readonly window: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/** What a crowd found in the time that was measured. */
export interface Findings {
  readonly deliveries: number;
  readonly frames: number;
  readonly said: number;
  readonly ms: number;
  /** From saying to hearing one's own message, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

const TEXT = "a message of an ordinary length, as people write them when they talk to each other";
/** Sockets that are being opened at once. */
const OPENING_MAX = 50;
/** One message in so many is watched until it is heard. */
const WATCHED_EVERY = 97;

const plan: Plan = JSON.parse(Deno.args[0] ?? "");
const sockets: WebSocket[] = [];
let deliveries = 0;
let frames = 0;
let said = 0;
/** What the first member heard: in a room everyone hears all, so this is how far we are. */
let heard = 0;
const watched = new Map<string, number>();
let latencies: number[] = [];

function count(frame: string): number {
  let lines = 1;
  for (let at = frame.indexOf("\n"); at !== -1; at = frame.indexOf("\n", at + 1)) lines++;
  return lines;
}

function hear(frame: string, isFirst: boolean): void {
  const lines = count(frame);
  deliveries += lines;
  frames++;
  if (!isFirst) return;
  heard += lines;
  for (const [mark, at] of watched) {
    if (!frame.includes(mark)) continue;
    latencies.push(performance.now() - at);
    watched.delete(mark);
  }
  if (plan.rate === null) talk();
}

function say(): void {
  const speaker = sockets[plan.silent + said % (plan.members - plan.silent)]!;
  const id = `${Date.now().toString(16).padStart(12, "0")}-${said}`;
  if (said++ % WATCHED_EVERY === 0 || plan.rate !== null) watched.set(id, performance.now());
  speaker.send(`{"type":"say","room":"lobby","id":"${id}","text":"${TEXT}"}`);
}

/** Keeps so many messages under way. */
function talk(): void {
  while (said - heard < plan.window) say();
}

async function open(i: number): Promise<void> {
  const socket = new WebSocket(plan.url.replace("NAME", `w${i}`));
  sockets[i] = socket;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.onopen = () => {
    if (plan.hello !== null) socket.send(plan.hello);
    resolve();
  };
  socket.onerror = () => reject(new Error(`Cannot open socket ${i}`));
  await promise;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Says so many messages a second, a few at each turn of the clock. */
async function pace(rate: number, ms: number): Promise<void> {
  const start = performance.now();
  let spoken = 0;
  for (let now = start; now - start < ms; now = performance.now()) {
    while (spoken < (now - start) * rate / 1000) {
      say();
      spoken++;
    }
    await pause(5);
  }
}

for (let i = 0; i < plan.members; i += OPENING_MAX) {
  const some = Math.min(OPENING_MAX, plan.members - i);
  await Promise.all(Array.from({ length: some }, (_, j) => open(i + j)));
}
await pause(500);
sockets.forEach((socket, i) => socket.onmessage = ({ data }) => hear(data, i === 0));
heard = said;
console.error("ready");

async function run(ms: number): Promise<void> {
  if (plan.rate !== null) return await pace(plan.rate, ms);
  talk();
  await pause(ms);
}

await run(plan.warmUpMs);
console.error("measuring");
const before = { deliveries, frames, said, at: performance.now() };
latencies = [];
await run(plan.measureMs);
console.error("measured");
latencies.sort((a, b) => a - b);
const findings: Findings = {
  deliveries: deliveries - before.deliveries,
  frames: frames - before.frames,
  said: said - before.said,
  ms: performance.now() - before.at,
  p50: latencies[Math.floor(latencies.length * 0.5)] ?? NaN,
  p99: latencies[Math.floor(latencies.length * 0.99)] ?? NaN,
};
console.log(JSON.stringify(findings));
Deno.exit();
