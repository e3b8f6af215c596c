/**
 * Signals that wait to be told on other servers that share the store.
 *
 * @module
 */
import { type RelayedSignal, senderOf, topicOf } from "./relayed.ts";

/** Signals that wait, and those of one person among them. What is more is lost, as any signal may be. */
const SIGNALS_MAX = 200;
const OF_ONE_MAX = 50;

/** Of what one person tells again and again, the newest waits alone. */
export class SignalQueue {
  /** By who has sent them, and then by their topics. */
  #bySender = new Map<string, Map<string, RelayedSignal>>();
  #count = 0;

  add(signal: RelayedSignal): void {
    const sender = senderOf(signal);
    const topic = topicOf(signal);
    const own = this.#bySender.get(sender) ?? new Map<string, RelayedSignal>();
    // The newest is last: another one may say what was before it.
    if (own.delete(topic)) this.#count--;
    if (own.size >= OF_ONE_MAX || this.#count >= SIGNALS_MAX) return;
    own.set(topic, signal);
    this.#bySender.set(sender, own);
    this.#count++;
  }

  /** Takes all of them, those of one person in the order in which they came. */
  take(): RelayedSignal[] {
    const signals = [...this.#bySender.values()].flatMap((own) => [...own.values()]);
    this.#bySender = new Map();
    this.#count = 0;
    return signals;
  }
}
