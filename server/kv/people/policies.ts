/**
 * Policies in Deno KV.
 *
 * @module
 */
import { isPolicy, type Policy, sealedPolicy } from "../../../hub/permissions/policy.ts";
import type { Policies } from "../../../hub/permissions/policies.ts";
import { keys } from "../keys.ts";
import type { Stored } from "../schema.ts";
import type { Store } from "../store.ts";

/** Bytes of a policy in one value, which may have 64 KiB. */
const PIECE_BYTES = 60_000;
/** Pieces of one policy, at most, as its lists are bounded. */
const PIECES_MAX = 10;
/** Pieces that are read at once. */
const BATCH = 250;

type Piece = Deno.KvEntry<Stored["policy"]>;

export class KvPolicies implements Policies {
  readonly #store: Store;
  readonly #hint: (atomic: Deno.AtomicOperation) => void;
  /** Up to where `changes` has told, as a versionstamp. */
  #told = "";

  /** `hint` tells other servers with a commit that something has changed. */
  constructor(store: Store, hint: (atomic: Deno.AtomicOperation) => void = () => {}) {
    this.#store = store;
    this.#hint = hint;
    store.onReopened(() => this.#told = "");
  }

  async of(room: string): Promise<Policy | undefined> {
    return join(await this.#pieces(room));
  }

  async change(
    room: string,
    decide: (policy: Policy | undefined) => Policy,
  ): Promise<Policy> {
    while (true) {
      const pieces = await this.#pieces(room);
      const policy = decide(join(pieces));
      if (await this.#write(room, pieces, policy)) return policy;
      // Another server has changed it meanwhile: what it says now is decided upon.
    }
  }

  async forget(room: string): Promise<void> {
    const [first, ...rest] = await this.#pieces(room);
    if (!first) return;
    await this.#store.write((kv) => {
      // If another server has changed it meanwhile, somebody makes a room there.
      const atomic = kv.atomic().check(first);
      for (const { key } of [first, ...rest]) atomic.delete(key);
      return atomic.commit();
    });
  }

  async *changes(): AsyncIterable<[string, Policy]> {
    const { versionstamp } = await this.#store.use((kv) => kv.get(keys.policiesChanged));
    const told = this.#told;
    if (versionstamp === null || versionstamp === told) return;
    for await (const piece of this.#store.scan<Stored["policy"]>(keys.allPolicies, BATCH)) {
      const [, room, number] = piece.key;
      if (piece.versionstamp <= told || number !== 0) continue;
      // One of several pieces may have been changed between them, and is read again as a whole.
      const isWhole = piece.value.length < PIECE_BYTES;
      const policy = isWhole ? join([piece]) : await this.of(String(room));
      if (policy) yield [String(room), policy];
    }
    this.#told = versionstamp;
  }

  #pieces(room: string): Promise<Piece[]> {
    return this.#store.list({ prefix: keys.policy(room) }, { batchSize: PIECES_MAX });
  }

  /** Writes a policy, if it is still what was read; `false` if it is not. */
  async #write(room: string, before: readonly Piece[], policy: Policy): Promise<boolean> {
    const pieces = piecesOf(policy);
    const { ok } = await this.#store.write((kv) => {
      // All pieces are written each time, so the first one tells of the others.
      const atomic = kv.atomic().set(keys.policiesChanged, true).check({
        key: keys.policyPiece(room, 0),
        versionstamp: before[0]?.versionstamp ?? null,
      });
      if (!isReadable(before)) {
        for (const { key, value } of before) atomic.set(keys.unreadable(key), value);
      }
      pieces.forEach((piece, i) => atomic.set(keys.policyPiece(room, i), piece));
      for (const { key } of before.slice(pieces.length)) atomic.delete(key);
      this.#hint(atomic);
      return atomic.commit();
    });
    return ok;
  }
}

/** A policy as it is kept, in pieces that fit into a value each. */
export function piecesOf(policy: Policy): Uint8Array[] {
  const bytes = new TextEncoder().encode(JSON.stringify(policy));
  return Array.from(
    { length: Math.ceil(bytes.length / PIECE_BYTES) },
    (_, i) => bytes.slice(i * PIECE_BYTES, (i + 1) * PIECE_BYTES),
  );
}

/** Whether pieces make a policy, or there are none. */
function isReadable(pieces: readonly Piece[]): boolean {
  return pieces.length === 0 || parse(pieces) !== undefined;
}

/** The policy that pieces make. One that can't be read lets nobody in: it may have been hidden. */
function join(pieces: readonly Piece[]): Policy | undefined {
  return pieces.length === 0 ? undefined : parse(pieces) ?? sealedPolicy();
}

function parse(pieces: readonly Piece[]): Policy | undefined {
  const policy = valueOf(pieces);
  return isPolicy(policy) ? policy : undefined;
}

/** What the JSON of some pieces says; `undefined` if it is none, or they are no bytes. */
export function valueOf(pieces: readonly Deno.KvEntry<unknown>[]): unknown {
  const decoder = new TextDecoder();
  let text = "";
  for (const { value } of pieces) {
    if (!(value instanceof Uint8Array)) return undefined;
    text += decoder.decode(value, { stream: true });
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
