import { assertEquals } from "@std/assert";
import {
  insertDuration,
  withDuration,
} from "../../../../../static/page/sending/voice/webm_duration.ts";

const hex = (text: string) => Uint8Array.fromHex(text.replaceAll(/\s/g, ""));
const EBML = "1a45dfa3 84 42828101";
const OPEN_SEGMENT = "18538067 01ffffffffffffff";
/** A millisecond. */
const SCALE = "2ad7b1 83 0f4240";
const APP = "4d80 86 4368726f6d65";
const CLUSTER = "1f43b675 01ffffffffffffff e78100";

Deno.test("insertDuration writes a recording's length into the first thing that it tells", () => {
  const made = insertDuration(
    hex(`${EBML} ${OPEN_SEGMENT} 1549a966 90 ${SCALE} ${APP} ${CLUSTER}`),
    2.5,
  );
  // 2500 as a number of eight bytes, in an Info that is eleven bytes longer.
  const duration = "4489 88 40a3880000000000";
  const info = "1549a966 01 0000000000001b";
  const wanted = hex(`${EBML} ${OPEN_SEGMENT} ${info} ${SCALE} ${APP} ${duration} ${CLUSTER}`);
  assertEquals(made?.toHex(), wanted.toHex());
});

Deno.test("insertDuration leaves alone what knows its length, has places in it, or is no WebM", () => {
  const known = "4489 88 40a3880000000000";
  const segment = "18538067 a0";
  for (
    const [why, bytes] of [
      ["knows its length", `${EBML} ${OPEN_SEGMENT} 1549a966 95 ${SCALE} ${known} ${APP}`],
      ["is of known size", `${EBML} ${segment} 1549a966 90 ${SCALE} ${APP}`],
      ["begins with places", `${EBML} ${OPEN_SEGMENT} 114d9b74 80 1549a966 90 ${SCALE} ${APP}`],
      ["is cut off", `${EBML} ${OPEN_SEGMENT} 1549a966 90 ${SCALE}`],
      ["is an MP4", "00000018 66747970 6d703432"],
      ["is nothing", ""],
    ] as const
  ) assertEquals(insertDuration(hex(bytes), 2.5), undefined, why);
});

Deno.test("insertDuration ends whatever the bytes are", () => {
  const whole = hex(`${EBML} ${OPEN_SEGMENT} 1549a966 90 ${SCALE} ${APP} ${CLUSTER}`);
  for (let at = 0; at < whole.length; at++) {
    insertDuration(whole.slice(0, at), 1);
    for (const byte of [0x00, 0x80, 0xff]) insertDuration(whole.with(at, byte), 1);
  }
});

Deno.test("withDuration keeps all that follows, and the type", async () => {
  const head = hex(`${EBML} ${OPEN_SEGMENT} 1549a966 90 ${SCALE} ${APP} ${CLUSTER}`);
  const sound = new Uint8Array(10_000).fill(7);
  const made = await withDuration(new Blob([head, sound], { type: "audio/webm" }), 2.5);
  assertEquals([made.type, made.size], ["audio/webm", head.length + sound.length + 18]);
  assertEquals(new Uint8Array(await made.slice(-10_000).arrayBuffer()), sound);
  const other = new Blob(["RIFF"], { type: "audio/wav" });
  assertEquals(await withDuration(other, 1), other);
});
