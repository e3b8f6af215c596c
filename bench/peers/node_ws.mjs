// The same work with Node and its most used WebSocket library.
import { createServer } from "node:http";
import { WebSocketServer } from "ws";

const http = createServer();
const server = new WebSocketServer({ server: http });
let seq = 0;

server.on("connection", (socket, request) => {
  const from = new URL(request.url, "http://localhost").searchParams.get("name");
  socket.on("message", (data) => {
    const { room, id, text } = JSON.parse(data.toString());
    const said = { type: "said", room, seq: ++seq, id, from, at: Date.now(), text };
    const line = JSON.stringify(said);
    for (const socket of server.clients) socket.send(line);
  });
});
http.listen(0, "127.0.0.1", () => {
  console.log(`open at http://127.0.0.1:${http.address().port}/`);
});
