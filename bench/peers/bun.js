// The same work with Bun's own publish, which is native: parse, stamp, number, publish.
let seq = 0;

const server = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  fetch(request, server) {
    const { searchParams } = new URL(request.url);
    const data = { from: searchParams.get("name"), room: searchParams.get("room") };
    if (!server.upgrade(request, { data })) return new Response(null, { status: 426 });
  },
  websocket: {
    open: (socket) => socket.subscribe(socket.data.room),
    message(socket, data) {
      const { room, id, text } = JSON.parse(data);
      const { from } = socket.data;
      const said = { type: "said", room, seq: ++seq, id, from, at: Date.now(), text };
      server.publish(room, JSON.stringify(said));
    },
  },
});
console.log(`open at http://127.0.0.1:${server.port}/`);
