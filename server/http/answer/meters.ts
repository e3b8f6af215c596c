/**
 * What is counted of requests.
 *
 * @module
 */
import { LabelledCounter } from "../../metrics/meters.ts";
import { type RefusalReason, STATUS } from "../refused_request.ts";

/** Classes of status codes, by their first digit. */
const CLASSES = { "1xx": 1, "2xx": 2, "3xx": 3, "4xx": 4, "5xx": 5 } as const;

type StatusClass = keyof typeof CLASSES;

export class RequestMeters {
  /** Answers, by the class of their status. */
  readonly answered = new LabelledCounter<StatusClass>(CLASSES);
  /** Requests that were refused, by why. */
  readonly refused = new LabelledCounter<RefusalReason>(STATUS);

  answer(status: number): void {
    const digit = Math.floor(status / 100);
    for (const [name, first] of Object.entries(CLASSES)) {
      if (first === digit) this.answered.add(name as StatusClass);
    }
  }
}
