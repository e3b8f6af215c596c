// The same work with Bun's own publish, which is native: parse, stamp, number, publish.
let seq = 0;

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch(request, server) {
    const from = new URL(request.url).searchParams.get("name");
    if (!server.upgrade(request, { data: { from } })) return new Response(null, { status: 426 });
  },
  websocket: {
    open: (socket) => socket.subscribe("lobby"),
    message(socket, data) {
      const { room, id, text } = JSON.parse(data);
      const { from } = socket.data;
      const said = { type: "said", room, seq: ++seq, id, from, at: Date.now(), text };
      server.publish("lobby", JSON.stringify(said));
    },
  },
});
console.log(`open at http://127.0.0.1:${server.port}/`);
