/**
 * A file that is not built as its type has to be, or ends too early.
 *
 * @module
 */

export class Broken extends Error {
  override name = "Broken";
}
