/**
 * A connection by which the keys of a database elsewhere are watched.
 *
 * `denokv` sends no small packet while another one is not confirmed, and the system confirms one after up
 * to 40 ms. On the connection by which all else is asked, each answer would wait for the confirmation of
 * what a watch told before it, and the other way round: an append took 44 ms, and takes 2 with this.
 *
 * @module
 */
export class Watching {
  readonly #place: string;
  #opening: Promise<Deno.Kv> | undefined;

  constructor(place: string) {
    this.#place = place;
  }

  /** @throws If the database can't be reached. Then it is tried again the next time. */
  async open(): Promise<Deno.Kv> {
    try {
      return await (this.#opening ??= Deno.openKv(this.#place));
    } catch (error) {
      this.#opening = undefined;
      throw error;
    }
  }

  async close(): Promise<void> {
    // One that could not be opened has nothing to be closed.
    (await this.#opening?.catch(() => undefined))?.close();
  }
}
