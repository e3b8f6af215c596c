/**
 * The sessions of a server that forgets.
 *
 * @module
 */
import { nameKey } from "../../protocol/name.ts";
import type { Session, SessionBook } from "./sessions.ts";

/** Sessions and names that are remembered. The oldest are forgotten when there are more. */
const REMEMBERED_MAX = 100_000;
/** Sessions that ended, likewise. */
const ENDED_MAX = 1_000;

export class MemorySessionBook implements SessionBook {
  readonly #sessions = new Map<string, Session>();
  readonly #lastNamed = new Map<string, string>();
  readonly #ended = new Map<string, true>();

  write(tokenHash: string, session: Session): Promise<void> {
    put(this.#sessions, tokenHash, session, REMEMBERED_MAX);
    put(this.#lastNamed, nameKey(session.name), session.person, REMEMBERED_MAX);
    return Promise.resolve();
  }

  renew(session: Session): Promise<void> {
    for (const [hash, { id, person }] of this.#sessions) {
      if (id !== session.id || person !== session.person) continue;
      this.#sessions.set(hash, session);
      break;
    }
    return Promise.resolve();
  }

  find(tokenHash: string): Promise<Session | undefined> {
    return Promise.resolve(this.#sessions.get(tokenHash));
  }

  of(person: string): Promise<Session[]> {
    return Promise.resolve(
      this.#sessions.values().filter((session) => session.person === person).toArray(),
    );
  }

  end(person: string, id: string): Promise<boolean> {
    for (const [hash, session] of this.#sessions) {
      if (session.id !== id || session.person !== person) continue;
      this.#sessions.delete(hash);
      put(this.#ended, id, true, ENDED_MAX);
      return Promise.resolve(true);
    }
    return Promise.resolve(false);
  }

  ended(): Promise<string[]> {
    return Promise.resolve([...this.#ended.keys()]);
  }

  lastNamed(key: string): Promise<string | undefined> {
    return Promise.resolve(this.#lastNamed.get(key));
  }

  unname(key: string, person: string): Promise<void> {
    if (this.#lastNamed.get(key) === person) this.#lastNamed.delete(key);
    return Promise.resolve();
  }

  onLost(): void {
    // It is as long there as this process.
  }
}

function put<T>(map: Map<string, T>, key: string, value: T, max: number): void {
  map.set(key, value);
  if (map.size <= max) return;
  for (const oldest of map.keys().take(1)) map.delete(oldest);
}
