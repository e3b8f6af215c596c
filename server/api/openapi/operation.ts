/**
 * What is described of one route.
 *
 * @module
 */
import type { Schema } from "./schemas.ts";

/** One route. Refusals are the same everywhere: what is answered here is what else it may be. */
export interface Operation {
  readonly summary: string;
  readonly query?: Readonly<Record<string, Schema>>;
  readonly body?: Schema;
  /** The type of the body, unless it is JSON. */
  readonly bodyType?: string;
  /** By status; `undefined` where there is no body. */
  readonly answers: Readonly<Record<number, Schema | undefined>>;
  /** The type of the answer, unless it is JSON. */
  readonly contentType?: string;
}

/** Where there is nothing to answer. */
export const DONE = { 204: undefined } as const;
