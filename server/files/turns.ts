/**
 * Whose upload comes in: some at once, and of one person, or from one address, a part of those.
 *
 * @module
 */
import { BusyError } from "../limits/busy_error.ts";

/** When what is refused may be tried again, in milliseconds: nobody knows how long the others take. */
const RETRY_MS = 10_000;

export interface TurnsMax {
  readonly perPerson: number;
  readonly perAddress: number;
  readonly total: number;
  readonly waitingPerPerson: number;
  readonly waitingPerAddress: number;
  readonly waiting: number;
}

/** Whose upload it is, and where it comes from. */
export interface Uploader {
  readonly by: string;
  readonly address: string;
}

interface Waiting {
  readonly uploader: Uploader;
  readonly resolve: () => void;
}

/**
 * Who waits comes in the order of arrival, but for people and addresses that have as many as they may:
 * so nobody keeps all others out by uploads that are slow, under whatever names.
 */
export class Turns {
  readonly #max: TurnsMax;
  /** At most `max.total`. */
  readonly #inside = new Set<Uploader>();
  /** At most `max.waiting`: more are refused. */
  #waiting: Waiting[] = [];

  constructor(max: TurnsMax) {
    this.#max = max;
  }

  /**
   * Resolves when it is somebody's turn, which lasts until the result is disposed of.
   *
   * @throws {BusyError} If too many wait.
   */
  async enter({ by, address }: Uploader): Promise<Disposable> {
    const uploader = { by, address };
    if (this.#isFree(uploader)) this.#inside.add(uploader);
    else await this.#wait(uploader);
    return { [Symbol.dispose]: () => this.#leave(uploader) };
  }

  #isFree(uploader: Uploader): boolean {
    const { perPerson, perAddress, total } = this.#max;
    const inside = [...this.#inside];
    return inside.length < total && ofPerson(inside, uploader) < perPerson &&
      ofAddress(inside, uploader) < perAddress;
  }

  #wait(uploader: Uploader): Promise<void> {
    const { waitingPerPerson, waitingPerAddress, waiting } = this.#max;
    const others = this.#waiting.map((one) => one.uploader);
    if (
      others.length >= waiting || ofPerson(others, uploader) >= waitingPerPerson ||
      ofAddress(others, uploader) >= waitingPerAddress
    ) {
      const why = "Cannot upload file: too many are being uploaded, try again later";
      throw new BusyError("too-many", why, RETRY_MS);
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ uploader, resolve });
    return promise;
  }

  #leave(uploader: Uploader): void {
    this.#inside.delete(uploader);
    const next = this.#waiting.findIndex((one) => this.#isFree(one.uploader));
    if (next === -1) return;
    const [one] = this.#waiting.splice(next, 1);
    this.#inside.add(one!.uploader);
    one!.resolve();
  }
}

function ofPerson(uploaders: readonly Uploader[], { by }: Uploader): number {
  return uploaders.filter((one) => one.by === by).length;
}

function ofAddress(uploaders: readonly Uploader[], { address }: Uploader): number {
  return uploaders.filter((one) => one.address === address).length;
}
