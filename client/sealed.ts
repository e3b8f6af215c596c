/**
 * Rooms that the server cannot read: what is said there is sealed and opened here, by a secret that
 * only their link has. `docs/sealed.md` says what that protects, and what it does not.
 *
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { newSecret, SealedRoom } from "./sealed.ts";
 * const secret = newSecret();
 * const ada = await SealedRoom.of(secret), bob = await SealedRoom.of(secret);
 * const sealed = await ada.seal({ text: "hello" }, { from: "ada", id: "1" });
 * assertEquals(await bob.open(sealed, { from: "ada", id: "1" }), { text: "hello" });
 * assertEquals(await bob.open(sealed, { from: "eve", id: "1" }), { unreadable: "mismatch" });
 * ```
 *
 * @module
 */
import { LIMITS } from "../protocol.ts";
import { TextError } from "../protocol/text.ts";
import { bytesOf, textOf } from "./sealed/base64url.ts";
import { NONCE_BYTES, open, seal } from "./sealed/cipher.ts";
import {
  decodeTopic,
  decodeWords,
  encodeTopic,
  encodeWords,
  type SealedWords,
} from "./sealed/content.ts";
import { linkTo, secretBytes } from "./sealed/link.ts";

export type { SealedFile, SealedPreview, SealedWords } from "./sealed/content.ts";
export { openFile, SEAL_BYTES, sealFile } from "./sealed/file.ts";
export { isLink, linkTo, newSecret, parseLink, type SealedLink } from "./sealed/link.ts";

/** What a seal is bound to, beside the room: it opens nowhere else. */
export interface SealedFor {
  /** The author's name, as the entry has it. */
  readonly from: string;
  /** The message's id; for an edit that of the message that it changes. */
  readonly id: string;
}

/** Why something can't be read. */
export type Unreadable =
  /** It does not look like a seal: other characters, too short or too long. */
  | "malformed"
  /** It was changed, or sealed by another key, for another room, by somebody else or for another message. */
  | "mismatch"
  /** It opens, but is nothing that a client of ours says. */
  | "content";

/** What was sealed, or why that can't be told. */
export type Opened<T> = T | { readonly unreadable: Unreadable };

const NAME_INFO = "hubbub sealed room id";
const KEY_INFO = "hubbub sealed room key";
const SAFETY_INFO = "hubbub sealed room safety number";
const NAME_BYTES = 16;
/** A topic belongs to no message, and no message has this id. */
const TOPIC_ID = "";
/** With fewer digits, whoever sends somebody another link could find one that has the same number. */
const SAFETY_DIGITS = 20;
const TAG_BYTES = 16;

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A room that whoever has its secret can read. */
export class SealedRoom {
  /** Its name on the server: `~` and 22 characters, by which nobody finds the secret. */
  readonly name: string;
  /** The secret, which stands in its link. */
  readonly secret: string;
  /** Digits that are the same for all who have the same secret: to compare aloud. */
  readonly safetyNumber: string;
  readonly #key: CryptoKey;

  private constructor(secret: string, name: string, safetyNumber: string, key: CryptoKey) {
    this.secret = secret;
    this.name = name;
    this.safetyNumber = safetyNumber;
    this.#key = key;
  }

  /**
   * The room of a secret.
   *
   * @throws {RangeError} If it is no secret: `parseLink` gives none such.
   */
  static async of(secret: string): Promise<SealedRoom> {
    const bytes = secretBytes(secret);
    if (!bytes) {
      throw new RangeError("Cannot open room: its secret must be 22 letters of base64url");
    }
    const source = await crypto.subtle.importKey("raw", bytes, "HKDF", false, [
      ...["deriveBits", "deriveKey"] as const,
    ]);
    const [name, safety, key] = await Promise.all([
      crypto.subtle.deriveBits(hkdf(NAME_INFO), source, NAME_BYTES * 8),
      crypto.subtle.deriveBits(hkdf(SAFETY_INFO), source, 128),
      crypto.subtle.deriveKey(hkdf(KEY_INFO), source, { name: "AES-GCM", length: 256 }, false, [
        ...["encrypt", "decrypt"] as const,
      ]),
    ]);
    return new SealedRoom(secret, `~${textOf(new Uint8Array(name))}`, digits(safety), key);
  }

  /** The link that leads here, on a server. */
  link(server: string): string {
    return linkTo(server, this.secret);
  }

  /**
   * Seals what is said, or what it is changed to.
   *
   * @throws {TextError} If that is too long, or nothing.
   */
  async seal(words: SealedWords, by: SealedFor): Promise<string> {
    return await this.#seal(encodeWords(words), by);
  }

  /** Opens a message, or what it was changed to. It never throws for what somebody sent. */
  async open(sealed: string, by: SealedFor): Promise<Opened<SealedWords>> {
    const json = await this.#open(sealed, by);
    if (typeof json !== "string") return json;
    return decodeWords(json) ?? { unreadable: "content" };
  }

  /**
   * Seals a topic.
   *
   * @throws {TextError} If it is too long.
   */
  async sealTopic(text: string, from: string): Promise<string> {
    return await this.#seal(encodeTopic(text), { from, id: TOPIC_ID });
  }

  /** Opens a topic. It never throws for what somebody sent. */
  async openTopic(sealed: string, from: string): Promise<Opened<{ readonly text: string }>> {
    const json = await this.#open(sealed, { from, id: TOPIC_ID });
    if (typeof json !== "string") return json;
    const text = decodeTopic(json);
    return text === undefined ? { unreadable: "content" } : { text };
  }

  async #seal(json: string, by: SealedFor): Promise<string> {
    const sealed = textOf(await seal(this.#key, utf8.encode(json), this.#boundTo(by)));
    if (sealed.length <= LIMITS.sealed) return sealed;
    throw new TextError(
      "too-long",
      `at most ${LIMITS.sealed} characters when it is sealed, received ${sealed.length}`,
    );
  }

  async #open(sealed: string, by: SealedFor): Promise<Opened<string>> {
    const bytes = sealed.length <= LIMITS.sealed ? bytesOf(sealed) : undefined;
    if (!bytes || bytes.length <= NONCE_BYTES + TAG_BYTES) return { unreadable: "malformed" };
    const plain = await open(this.#key, bytes, this.#boundTo(by));
    if (!plain) return { unreadable: "mismatch" };
    try {
      return strictUtf8.decode(plain);
    } catch (error) {
      if (error instanceof TypeError) return { unreadable: "content" };
      throw error;
    }
  }

  /** No name and no id has a line break, so that no two of these read alike. */
  #boundTo({ from, id }: SealedFor): Uint8Array<ArrayBuffer> {
    return utf8.encode(`v1\n${this.name}\n${from}\n${id}`);
  }
}

function hkdf(info: string): HkdfParams {
  return { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8.encode(info) };
}

/** Four groups of five digits, to be read aloud. */
function digits(bits: ArrayBuffer): string {
  const number = new Uint8Array(bits).reduce((sum, byte) => sum << 8n | BigInt(byte), 0n);
  const text = String(number % 10n ** BigInt(SAFETY_DIGITS)).padStart(SAFETY_DIGITS, "0");
  return text.match(/.{5}/g)!.join(" ");
}
