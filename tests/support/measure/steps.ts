/**
 * Counts how much of a text is looked at, which no busy machine changes as it changes a time.
 *
 * @module
 */

/** What is put in the place of a method, and afterwards back. */
type Method = (this: string, ...args: unknown[]) => unknown;

/** How many letters each of these looks at, or copies. */
const LOOKED_AT: Readonly<
  Record<string, (text: string, args: unknown[], result: unknown) => number>
> = {
  slice: (_, __, result) => String(result).length,
  substring: (_, __, result) => String(result).length,
  startsWith: (_, [start]) => String(start).length,
  endsWith: (_, [end]) => String(end).length,
  includes: (text, [part]) => lookedFor(text, text.indexOf(String(part)), 0, part),
  trim: (text, _, result) => text.length - String(result).length,
  trimStart: (text, _, result) => text.length - String(result).length,
  trimEnd: (text, _, result) => text.length - String(result).length,
  normalize: (text) => text.length,
  toLowerCase: (text) => text.length,
  toUpperCase: (text) => text.length,
  replaceAll: (text) => text.length,
};

function lookedFor(text: string, found: number, from: number, part: unknown): number {
  return (found < 0 ? text.length : found + String(part).length) - from;
}

/**
 * So many letters of strings are looked at by the methods of strings and by regular expressions. Each
 * call counts one more. What is looked at by index is not seen.
 */
export function stepsOf(run: () => void): number {
  let steps = 0;
  const undo: (() => void)[] = [];
  const exec = RegExp.prototype.exec;
  RegExp.prototype.exec = function (text: string): RegExpExecArray | null {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const match = exec.call(this, text);
    const isHeld = this.sticky || this.source.startsWith("^");
    const end = match === null ? (isHeld ? from : text.length) : match.index + match[0].length;
    steps += 1 + Math.max(0, end - from);
    return match;
  };
  undo.push(() => RegExp.prototype.exec = exec);
  const { indexOf } = String.prototype;
  String.prototype.indexOf = function (part: string, from = 0): number {
    const found = indexOf.call(this, part, from);
    steps += 1 + Math.max(0, lookedFor(String(this), found, from, part));
    return found;
  };
  undo.push(() => String.prototype.indexOf = indexOf);
  for (const [name, cost] of Object.entries(LOOKED_AT)) {
    const method: Method = Reflect.get(String.prototype, name);
    const counted: Method = function (...args) {
      const result = method.apply(this, args);
      const before = steps;
      const looked = cost(String(this), args, result);
      steps = before + 1 + Math.max(0, looked);
      return result;
    };
    Reflect.set(String.prototype, name, counted);
    undo.push(() => Reflect.set(String.prototype, name, method));
  }
  try {
    run();
  } finally {
    for (const back of undo) back();
  }
  return steps;
}
