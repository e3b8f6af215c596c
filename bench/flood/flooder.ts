/**
 * Someone who sends as much as the network takes, on many sockets from one address, and comes again
 * when thrown out: a process of its own. Takes the server's address and the number of sockets.
 *
 * @module
 */

/** An address that documentation may use; the server believes it of a proxy. */
const ADDRESS = "192.0.2.1";
const LINES_A_FRAME = 100;
/** Bytes that wait in a socket before no more are sent to it. */
const BUFFERED_MAX = 256 * 1024;
/** How long to wait before coming again, and before looking whether a socket has room, in milliseconds. */
const PAUSE_MS = { back: 50, full: 2 } as const;

const [url = "", sockets = "1"] = Deno.args;
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
  const socket = new WebSocket(`${url.replace("http", "ws")}/ws?name=${name}`, {
    headers: { "x-forwarded-for": ADDRESS },
  });
  const ended = new Promise<void>((resolve) => socket.onclose = () => resolve());
  socket.onerror = (event) => event.preventDefault();
  socket.onopen = async () => {
    while (socket.readyState === WebSocket.OPEN) {
      if (socket.bufferedAmount > BUFFERED_MAX) await pause(PAUSE_MS.full);
      else {
        socket.send(frame());
        await pause(0);
      }
    }
  };
  await ended;
}

async function keepFlooding(i: number): Promise<void> {
  for (let life = 0;; life++) {
    await flood(`flooder${i}-${life}`);
    await pause(PAUSE_MS.back);
  }
}

await Promise.all(Array.from({ length: Number(sockets) }, (_, i) => keepFlooding(i)));
