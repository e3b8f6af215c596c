/**
 * What is counted of workers.
 *
 * @module
 */
import { Counter } from "./meters.ts";

export class WorkerMeters {
  /** How many listen now. */
  listening = 0;
  /** Those that ended, and were replaced. */
  readonly replaced = new Counter();
}
