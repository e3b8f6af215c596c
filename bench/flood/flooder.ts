/**
 * A flooder that sends as much as the network takes, on many sockets from one address, and reconnects
 * when disconnected: a process of its own. Its arguments are the server's port and the number of sockets.
 *
 * @module
 */
import { RawSocket } from "../fanout/raw_socket.ts";

/** An address that documentation may use; the server believes it of a proxy. */
const FROM = "X-Forwarded-For: 192.0.2.1\r\n";
const LINES_A_FRAME = 100;
/** How long to wait before coming again, and before looking whether a socket has room, in milliseconds. */
const PAUSE_MS = { back: 50, full: 2 } as const;

const [port = "", sockets = "1"] = Deno.args;
let count = 0;

function frame(): string {
  const lines = Array.from({ length: LINES_A_FRAME }, () => {
    return JSON.stringify({ type: "say", room: "lobby", id: `flood-${count++}`, text: "flood" });
  });
  return ['{"type":"join","room":"lobby"}', ...lines].join("\n");
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function flood(name: string): Promise<void> {
  const socket = await RawSocket.open(Number(port), `/ws?name=${name}`, FROM);
  socket.listen();
  while (!socket.gone) {
    if (!socket.busy) socket.say(frame());
    await pause(PAUSE_MS.full);
  }
}

async function keepFlooding(i: number): Promise<void> {
  for (let life = 0;; life++) {
    // Refused connections are retried, too.
    await flood(`flooder${i}-${life}`).catch(() => {});
    await pause(PAUSE_MS.back);
  }
}

await Promise.all(Array.from({ length: Number(sockets) }, (_, i) => keepFlooding(i)));
