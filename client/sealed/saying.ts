/**
 * Something that is sealed, then said. Sealing takes a moment, and who it is said by may change
 * meanwhile: then it is sealed again.
 *
 * @module
 */
import type { FileInfo } from "../../protocol.ts";
import type { Changed, Said } from "../connection.ts";

type Sent = Changed & { readonly stored?: Said["stored"] };
type Stored = Awaited<Said["stored"]>;

/** Seals, and gives what then sends it. */
export type Seal = () => Promise<() => Sent>;

/** What the server does not know of it. */
export interface Unsealed {
  readonly text: string;
  readonly files?: readonly FileInfo[];
}

/** What is said once it is sealed. */
export class SealedSaying {
  readonly #unsealed: Unsealed;
  readonly #seal: Seal;
  readonly #stored: PromiseWithResolvers<Stored> = Promise.withResolvers();
  #sent: Sent | undefined;
  #isWithdrawn = false;
  /** Which time it is sealed. */
  #time = 0;

  constructor(unsealed: Unsealed, seal: Seal) {
    this.#unsealed = unsealed;
    this.#seal = seal;
    this.#stored.promise.catch(() => {/* As a connection does. */});
    this.sendAgain();
  }

  /** Resolves with what is known once it is stored, and with what the server does not know. */
  get stored(): Promise<Stored> {
    return this.#stored.promise;
  }

  /** What whoever said it may wait for. */
  get promises(): Pick<Said, "stored" | "acknowledged"> {
    const acknowledged = this.stored.then(({ seq }) => seq);
    acknowledged.catch(() => {/* As a connection does. */});
    return { stored: this.stored, acknowledged };
  }

  /** It is sent no more, and nobody hears of it. */
  withdraw(): void {
    this.#isWithdrawn = true;
    this.#sent?.withdraw();
  }

  /** Seals and sends it, instead of what was sent before. */
  sendAgain(): void {
    this.#time++;
    this.#sent?.withdraw();
    this.#send(this.#time);
  }

  async #send(time: number): Promise<void> {
    try {
      const send = await this.#seal();
      if (this.#isWithdrawn || time !== this.#time) return;
      const sent = this.#sent = send();
      // What it is not told of a change is what it is not asked.
      const stored = await (sent.stored ?? sent.acknowledged.then(() => ({ seq: 0 })));
      const { text, files } = this.#unsealed;
      this.#stored.resolve({ ...stored, text, ...(files && { files: [...files] }) });
    } catch (error) {
      this.#stored.reject(error);
    }
  }
}
