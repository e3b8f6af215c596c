/**
 * How often stores that have failed are tried.
 *
 * @module
 */
import { keys } from "../../../server/kv/keys.ts";

/** Counts until it is disposed of. */
export class Probes implements Disposable {
  count = 0;
  readonly #set = Deno.Kv.prototype.set;

  constructor() {
    const [set, note] = [this.#set, () => this.count++];
    Deno.Kv.prototype.set = function (this: Deno.Kv, ...asked: Parameters<Deno.Kv["set"]>) {
      if (asked[0] === keys.probe) note();
      return set.apply(this, asked);
    };
  }

  [Symbol.dispose](): void {
    Deno.Kv.prototype.set = this.#set;
  }
}
