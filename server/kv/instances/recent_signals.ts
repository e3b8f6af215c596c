/**
 * The signals that a server's lease tells the others.
 *
 * @module
 */
import { type RelayedSignal, senderOf, topicOf } from "../../../hub/people/online/relayed.ts";

/** A signal with its number: the next one's is one more. */
export type NumberedSignal = readonly [number: number, signal: RelayedSignal];

/** How long one is told, in milliseconds: whoever looks once a second sees it, though they come late. */
const TOLD_MS = 3_000;
/** Of all that are told, in JSON: a lease is one value, and is read once a second. */
const LENGTH_MAX = 8_000;
/** Of those of one person among them, so that nobody keeps out what the others signal. */
const LENGTH_OF_ONE_MAX = 2_000;

interface Told {
  readonly numbered: NumberedSignal;
  readonly sender: string;
  readonly topic: string;
  readonly length: number;
  readonly at: number;
}

/** Those of the last seconds. What is too much is lost, as any signal may be. */
export class RecentSignals {
  #count = 0;
  #told: Told[] = [];

  /** Adds some, and gives all that are to be told now. */
  add(signals: readonly RelayedSignal[], now: number): NumberedSignal[] {
    this.#told = this.#told.filter(({ at }) => now - at < TOLD_MS);
    for (const signal of signals) this.#add(signal, now);
    return this.#told.map(({ numbered }) => numbered);
  }

  /** Adds one in place of an older one of its sender about the same. */
  #add(signal: RelayedSignal, at: number): void {
    const [sender, topic] = [senderOf(signal), topicOf(signal)];
    const others = this.#told.filter((told) => told.sender !== sender || told.topic !== topic);
    const own = others.filter((told) => told.sender === sender);
    const length = JSON.stringify(signal).length;
    // One of them may be long alone: with what calls somebody in a room that they set back far.
    if (own.length > 0 && lengthOf(own) + length > LENGTH_OF_ONE_MAX) return;
    if (lengthOf(others) + length > LENGTH_MAX) return;
    this.#told = others;
    this.#told.push({ numbered: [++this.#count, signal], sender, topic, length, at });
  }
}

function lengthOf(told: readonly Told[]): number {
  return told.reduce((sum, { length }) => sum + length, 0);
}
