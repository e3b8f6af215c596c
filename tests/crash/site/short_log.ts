/**
 * Has a server compact its log of commits all the time, so that it is killed in the middle of that.
 *
 * @module
 */
import { CommitLog } from "../../../server/kv/log/commit_log.ts";

/** How many rows are a long log here. */
const ROWS = 40;

Object.defineProperty(CommitLog.prototype, "isLong", {
  get(this: CommitLog) {
    return this.rowsUpTo(this.last).length > ROWS;
  },
});
