/**
 * The least that a chat in Deno can be: a loop over the sockets. It keeps nothing, and waits for
 * nobody who is slow.
 *
 * @module
 */
const rooms = new Map<string, Set<WebSocket>>();
let seq = 0;

function answer(request: Request): Response {
  const { socket, response } = Deno.upgradeWebSocket(request);
  const { searchParams } = new URL(request.url);
  const from = searchParams.get("name");
  const sockets = socketsIn(searchParams.get("room") ?? "");
  socket.onopen = () => sockets.add(socket);
  socket.onclose = () => sockets.delete(socket);
  socket.onmessage = ({ data }) => {
    const { room, id, text } = JSON.parse(data);
    const said = { type: "said", room, seq: ++seq, id, from, at: Date.now(), text };
    const line = JSON.stringify(said);
    for (const socket of sockets) socket.send(line);
  };
  return response;
}

function socketsIn(room: string): Set<WebSocket> {
  const known = rooms.get(room) ?? new Set();
  rooms.set(room, known);
  return known;
}

Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`open at http://127.0.0.1:${port}/`),
}, answer);
