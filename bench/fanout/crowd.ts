/**
 * A crowd that talks to a server: a process of its own, so that its work is not the server's. It
 * takes a `Plan` as its argument, and says a line when it has warmed up. For each line that it is
 * told it talks for a while, and says its `Findings`.
 *
 * @module
 */
import process from "node:process";
import type { Findings, Plan } from "./plan.ts";
import { RawSocket } from "./raw_socket.ts";

const TEXT = "a message of an ordinary length, as people write them when they talk to each other";
/** Sockets that are opened at once. */
const OPENING_MAX = 50;
/** One message in so many is watched until the first member hears it. */
const WATCHED_EVERY = 97;
/** How long the joining of the last members may take to be done, in milliseconds. */
const SETTLE_MS = 1000;

const plan: Plan = JSON.parse(Deno.args[0] ?? "");
const sockets: RawSocket[] = [];
let said = 0;
/** Whose turn it is to speak. */
let next = 0;
/** Lines that the first member had heard when the talking began. */
let heardBefore = 0;
const watched = new Map<string, number>();
let latencies: number[] = [];
let talking = false;

/** How many messages the first member heard: in a room everyone hears all, so it is how far we are. */
function heard(): number {
  return sockets[0]!.lines - heardBefore;
}

function say(): void {
  while (sockets[next % sockets.length]!.gone) next++;
  const id = `${Date.now().toString(16).padStart(12, "0")}-${said}`;
  if (said % WATCHED_EVERY === 0 || plan.rate !== null) watched.set(id, performance.now());
  const command = { type: "say", room: "lobby", id, text: TEXT };
  said++;
  sockets[next++ % sockets.length]!.say(JSON.stringify(command));
}

function look(bytes: Uint8Array): void {
  const text = watched.size > 0 ? new TextDecoder().decode(bytes) : "";
  for (const [id, at] of watched) {
    if (!text.includes(id)) continue;
    latencies.push(performance.now() - at);
    watched.delete(id);
  }
  keepTalking();
}

/** Says as much as may be under way, where that is what the plan asks for. */
function keepTalking(): void {
  if (plan.rate === null) { while (talking && said - heard() < plan.window) say(); }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function talk(ms: number): Promise<void> {
  talking = true;
  keepTalking();
  if (plan.rate) await talkAt(plan.rate, ms);
  else await pause(ms);
  talking = false;
}

async function talkAt(rate: number, ms: number): Promise<void> {
  const start = performance.now();
  let spoken = 0;
  for (let now = start; now - start < ms; now = performance.now()) {
    for (; spoken < (now - start) * rate / 1000; spoken++) say();
    await pause(4);
  }
}

function total(of: "lines" | "frames"): number {
  return sockets.reduce((sum, socket) => sum + socket[of], 0);
}

/** Opens sockets, some at a time, and has each say what it says at first. */
async function open(count: number, name: string): Promise<RawSocket[]> {
  const opened: RawSocket[] = [];
  for (let i = 0; i < count; i += OPENING_MAX) {
    const some = Array.from({ length: Math.min(OPENING_MAX, count - i) }, async (_, j) => {
      const path = plan.path.replace("NAME", `${name}${i + j}`).replace("ROOM", "lobby");
      const socket = await RawSocket.open(plan.port, path);
      opened[i + j] = socket;
      for (const hello of hellosOf(i + j)) socket.say(hello);
    });
    await Promise.all(some);
  }
  return opened;
}

/** What a member says at first. */
function hellosOf(i: number): string[] {
  if (plan.rooms === 0) return plan.hello === null ? [] : [plan.hello.replace("ROOM", "lobby")];
  const hellos: string[] = [];
  for (let room = i; room < plan.rooms; room += plan.members) {
    hellos.push(JSON.stringify({ type: "join", room: `idle${room}` }));
  }
  return hellos;
}

async function measure(): Promise<Findings> {
  const before = { deliveries: total("lines"), frames: total("frames"), said };
  const start = performance.now();
  const used = process.cpuUsage();
  latencies = [];
  await talk(plan.measureMs);
  latencies.sort((a, b) => a - b);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  return {
    deliveries: total("lines") - before.deliveries,
    frames: total("frames") - before.frames,
    said: said - before.said,
    ms,
    p50: latencies[Math.floor(latencies.length * 0.5)] ?? NaN,
    p99: latencies[Math.floor(latencies.length * 0.99)] ?? NaN,
    crowdShare: (user + system) / 1000 / ms,
  };
}

await open(plan.stuck, "stuck");
sockets.push(...await open(plan.members, plan.name));
for (const socket of sockets) socket.listen();
await pause(SETTLE_MS);
heardBefore = sockets[0]!.lines;
sockets[0]!.onBytes = look;
await talk(plan.warmUpMs);
console.log("ready");
// Who tells it waits for what it finds, so what arrives is a line.
for await (const _ of Deno.stdin.readable) console.log(JSON.stringify(await measure()));
Deno.exit();
