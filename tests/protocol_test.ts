import { assertEquals } from "@std/assert";
import { Close, encode, ProtocolError, refused } from "../protocol.ts";

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

Deno.test("refused tells the sender what was refused and why", () => {
  const error = new ProtocolError("too-long", "Cannot read text");
  assertEquals(JSON.parse(encode(refused(error))), {
    type: "refused",
    reason: "too-long",
    message: "Cannot read text",
  });
  assertEquals(JSON.parse(encode(refused(error, { ref: 7, id: "m1" }))), {
    type: "refused",
    ref: 7,
    reason: "too-long",
    message: "Cannot read text",
    id: "m1",
  });
});

Deno.test("refused answers each command that one error is about with its own ref and id", () => {
  const error = Object.freeze(new ProtocolError("forbidden", "Cannot say: it is late"));
  const [first, second] = [{ ref: 1, id: "a" }, { ref: 2 }].map((command) =>
    refused(error, command)
  );
  const answer = { type: "refused", reason: "forbidden", message: "Cannot say: it is late" };
  assertEquals(JSON.parse(encode(first!)), { ...answer, ref: 1, id: "a" });
  assertEquals(JSON.parse(encode(second!)), { ...answer, ref: 2 });
  assertEquals(error.about, {});
});

Deno.test("ProtocolError quotes little of a field that is malformed", () => {
  const { reason, message } = ProtocolError.malformed("name", "short", "x".repeat(1000));
  assertEquals(reason, "malformed");
  assertEquals(message, `Cannot read name: must be short, received "${"x".repeat(59)}…`);
});

Deno.test("Close has the codes that are told to everyone who writes a client", () => {
  assertEquals(Object.values(Close).sort(), [1000, 1001, 1003, 1008, 1009, 1011, 4008, 4009, 4010]);
});
