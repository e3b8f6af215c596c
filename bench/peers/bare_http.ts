/**
 * The least that answers a posted message: it parses the JSON, answers 201, and keeps nothing.
 *
 * @module
 */
Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`Hubbub is open at http://127.0.0.1:${port}/`),
}, async (request) => {
  const { text, id } = await request.json();
  return Response.json({ type: "said", id, text, at: Date.now() }, { status: 201 });
});
