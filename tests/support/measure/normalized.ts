/**
 * Counts what is put into Unicode's normal forms, which takes n² steps for n marks in a row.
 *
 * @module
 */

/** The code units of the longest text that something put into a normal form. */
export async function longestNormalized(act: () => unknown): Promise<number> {
  const { normalize } = String.prototype;
  let longest = 0;
  String.prototype.normalize = function (form?: string): string {
    longest = Math.max(longest, this.length);
    return normalize.call(this, form);
  };
  try {
    await act();
  } finally {
    String.prototype.normalize = normalize;
  }
  return longest;
}
