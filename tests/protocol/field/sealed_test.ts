import { assertEquals, assertThrows } from "@std/assert";
import { parseCommand } from "../../../protocol/command.ts";
import { ProtocolError } from "../../../protocol.ts";

const ROOM = "~AbCdEfGhIjKlMnOpQrStUv";
const SEALED = "A".repeat(100);

function parse(command: object): unknown {
  return parseCommand(JSON.stringify(command));
}

function refused(command: object): string {
  const { reason, message } = assertThrows(() => parse(command), ProtocolError);
  return `${reason}: ${message}`;
}

Deno.test("parseCommand reads what is sealed as it is, in a room whose name keeps its case", () => {
  const say = { type: "say", ref: 1, room: ROOM, id: "1" };
  const words = { text: "", sealed: SEALED, reply: undefined };
  assertEquals(parse({ ...say, sealed: SEALED }), { ...say, ...words });
  assertEquals(parse({ ...say, sealed: SEALED, text: "" }), { ...say, ...words });
  assertEquals(parse({ ...say, sealed: SEALED, text: null, files: ["f"] }), {
    ...{ ...say, ...words },
    files: [{ id: "f" }],
  });
  const edit = { type: "edit", ref: 1, room: ROOM, of: 2 };
  assertEquals(parse({ ...edit, sealed: SEALED }), { ...edit, text: "", sealed: SEALED });
  const topic = { type: "topic", ref: 1, room: ROOM };
  assertEquals(parse({ ...topic, sealed: SEALED }), { ...topic, text: "", sealed: SEALED });
});

Deno.test("parseCommand refuses a text in a sealed room, and does not repeat it", () => {
  const text = "the combination is 4711";
  for (const type of ["say", "edit", "topic"]) {
    for (const sealed of [undefined, SEALED]) {
      const message = refused({ type, room: ROOM, id: "1", of: 1, text, sealed });
      assertEquals(
        message,
        'malformed: Cannot read text: must be in "sealed" here, which this server cannot read: enter the room by its link',
      );
    }
  }
  for (const missing of [{}, { text: "" }, { sealed: null }]) {
    assertEquals(
      refused({ type: "say", room: ROOM, id: "1", ...missing }),
      "malformed: Cannot read sealed: must be base64url, without padding",
    );
  }
});

Deno.test("parseCommand refuses what is sealed elsewhere", () => {
  for (const place of [{ room: "lobby" }, { room: "@ada,bob" }, { to: ["bob"] }]) {
    for (const text of [undefined, "hello"]) {
      const message = refused({ type: "say", ...place, id: "1", sealed: SEALED, text });
      assertEquals(
        message.split(",")[0],
        'malformed: Cannot read sealed: must be in a room whose name begins with "~"',
      );
    }
  }
});

Deno.test("parseCommand takes nothing for sealed that can't be, and nothing that is longer than it may be", () => {
  const say = (sealed: unknown) => ({ type: "say", room: ROOM, id: "1", sealed });
  for (
    const sealed of [
      7,
      true,
      {},
      "",
      "hello",
      `${SEALED}=`,
      `${SEALED}A`,
      `${SEALED} `,
      "+".repeat(100),
    ]
  ) {
    assertEquals(refused(say(sealed)).split(":")[0], "malformed", String(sealed));
  }
  assertEquals(refused(say("A".repeat(38))).split(":")[0], "malformed");
  assertEquals(typeof parse(say("A".repeat(39))), "object");
  assertEquals(typeof parse(say("A".repeat(24_576))), "object");
  assertEquals(
    refused(say("A".repeat(24_578))),
    "too-long: Cannot read sealed: must be 39 to 24576 characters, received 24578",
  );
  const topic = (sealed: string) => ({ type: "topic", room: ROOM, sealed });
  assertEquals(typeof parse(topic("A".repeat(2_048))), "object");
  assertEquals(refused(topic("A".repeat(2_050))).split(":")[0], "too-long");
});

Deno.test("parseCommand knows a sealed room by its name, and no other name that begins so", () => {
  for (
    const room of [
      "~",
      "~lobby",
      `${ROOM}x`,
      ROOM.slice(0, -1),
      `~${"é".repeat(22)}`,
      `~~${ROOM.slice(2)}`,
      `${ROOM} 2`,
    ]
  ) {
    assertEquals(refused({ type: "join", room }).split(":")[0], "malformed", room);
  }
  assertEquals(
    refused({ type: "rename", room: ROOM, name: "den" }),
    "forbidden: Cannot rename: the name of a private room comes from its link; set a topic instead",
  );
});
