/**
 * Keeps secrets out of what is typed for all to see.
 *
 * @module
 */

import { Transform } from "node:stream";
import type { Secrets } from "../../sign_in/secrets.ts";

/** Keys as a terminal sends them, in; keys that are for no secret that is asked for, out. */
export class SecretFilter extends Transform {
  readonly #onTaken: () => void;
  #secrets: Secrets | undefined;

  /** `onTaken` is called when another secret may be asked for, or none. */
  constructor(onTaken: () => void) {
    super({ encoding: "utf8", decodeStrings: false });
    this.#onTaken = onTaken;
  }

  /** What is asked for now. */
  get question(): string | undefined {
    return this.#secrets?.question;
  }

  /** Keys are for these secrets, until they are said. Those asked for before are asked for no more. */
  ask(secrets: Secrets | undefined): void {
    this.#secrets?.cancel();
    this.#secrets = secrets;
  }

  override async _transform(chunk: string, _encoding: string, done: () => void): Promise<void> {
    for (const keys of chunk.split(/(?<=[\r\n])/)) {
      this.push(this.#take(keys));
      // That may be a command that asks for what follows, even if it was typed before it could.
      if (/[\r\n]$/.test(keys)) await new Promise((resolve) => setImmediate(resolve));
    }
    done();
  }

  #take(keys: string): string {
    if (this.#secrets?.question === undefined) return keys;
    const rest = this.#secrets.take(keys);
    this.#onTaken();
    return rest;
  }
}
