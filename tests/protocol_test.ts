import { assertEquals } from "@std/assert";
import { Close, encode, ProtocolError } from "../protocol.ts";

Deno.test("encode makes one line of an event, whatever was said", () => {
  const text = 'two\nlines, "quotes", \u2028 and \ud83d\udc4d';
  const said = { type: "said", room: "中文", seq: 1, id: "1", from: "ada", at: 1, text } as const;
  const line = encode(said);
  assertEquals(line.includes("\n"), false);
  assertEquals(JSON.parse(line), said);
});

Deno.test("encode leaves out what is not there", () => {
  assertEquals(encode({ type: "pong", ref: undefined, at: 1 }), '{"type":"pong","at":1}');
});

Deno.test("ProtocolError tells the sender what was refused and why", () => {
  const error = new ProtocolError("too-long", "Cannot read text");
  assertEquals(JSON.parse(error.encode()), {
    type: "refused",
    reason: "too-long",
    message: "Cannot read text",
  });
  error.about = { ref: 7, id: "m1" };
  assertEquals(JSON.parse(error.encode()), {
    type: "refused",
    ref: 7,
    reason: "too-long",
    message: "Cannot read text",
    id: "m1",
  });
});

Deno.test("Close has the codes that are told to everyone who writes a client", () => {
  assertEquals(Object.values(Close).sort(), [1000, 1001, 1003, 1008, 1009, 1011, 4008, 4009]);
});
