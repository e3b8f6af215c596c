/**
 * What is said in a room that the server cannot read: it looks at the shape and the length, never more.
 *
 * @module
 */
import { LIMITS, ProtocolError } from "../../protocol.ts";
import type { Fields } from "../field.ts";
import { isSealed } from "../name.ts";

/** Characters of the shortest seal: of a nonce, a tag, and at least one byte. */
const SHORTEST = 39;
/** Characters of a topic, whose text has 200 code points at most: each list of rooms may have hundreds. */
const TOPIC_MAX = 2 * 1024;
const LETTERS = /^[A-Za-z0-9_-]*$/;

/** What somebody says: a text, or in its place what only those can read who have the room's link. */
export interface Content {
  text: string;
  sealed?: string;
}

/** What is said, of whatever says it. */
export function contentOf({ text, sealed }: Content): Content {
  return { text, ...(sealed !== undefined && { sealed }) };
}

/** The code units of what is said, in whichever way; of what says nothing there are none. */
export function contentLength(said: object): number {
  const { text = "", sealed = "" }: Partial<Content> = said;
  return text.length + sealed.length;
}

/**
 * Reads what is said in a room, which is one of the two, as the room is.
 *
 * @param read reads the text where it is one
 * @throws {ProtocolError} If it is not what it must be there.
 */
export function readContent(
  room: string,
  { text, sealed = null }: Fields,
  read: (text: unknown) => string,
): Content {
  if (isSealed(room)) return { text: "", sealed: sealedIn({ text, sealed }, LIMITS.sealed) };
  if (sealed === null) return { text: read(text) };
  throw ProtocolError.malformed("sealed", 'in a room whose name begins with "~"', sealed);
}

/** Reads a topic likewise. */
export function readTopic(
  room: string,
  { text, sealed }: Fields,
  read: (text: unknown) => string,
): Content {
  const content = readContent(room, { text, sealed }, read);
  if (content.sealed !== undefined) sealedIn({ text, sealed }, TOPIC_MAX);
  return content;
}

function sealedIn({ text, sealed }: Fields, maxLength: number): string {
  if (text !== undefined && text !== null && text !== "") {
    // It is not repeated: nobody should read it here.
    const must = 'in "sealed" here, which this server cannot read: enter the room by its link';
    throw new ProtocolError("malformed", `Cannot read text: must be ${must}`);
  }
  if (typeof sealed !== "string" || !LETTERS.test(sealed) || sealed.length % 4 === 1) {
    throw new ProtocolError("malformed", "Cannot read sealed: must be base64url, without padding");
  }
  if (sealed.length >= SHORTEST && sealed.length <= maxLength) return sealed;
  throw new ProtocolError(
    sealed.length > maxLength ? "too-long" : "malformed",
    `Cannot read sealed: must be ${SHORTEST} to ${maxLength} characters, received ${sealed.length}`,
  );
}
