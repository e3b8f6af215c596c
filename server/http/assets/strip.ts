/**
 * What a browser needs of our TypeScript: the same lines without types and comments, so that a stack
 * trace from a browser points into our source. Columns are the same up to the first type of a line.
 *
 * @module
 */
import * as nodeModule from "node:module";

/** Comments that have their lines for themselves. Behind code, they stay. */
const COMMENT = /^[ \t]*(?:\/\*(?:(?!\*\/)[^])*\*\/|\/\/.*)[ \t]*$/gm;

/** Whether this runtime strips types: Deno does since 2.8.2. */
export const canStrip = typeof nodeModule.stripTypeScriptTypes === "function";

/**
 * A script as browsers run it.
 *
 * @throws {TypeError} If this runtime strips no types.
 * @throws {SyntaxError} If there is more TypeScript in it than types.
 */
export function stripTypes(source: string): string {
  return blankComments(withoutBlanks(source, nodeModule.stripTypeScriptTypes(source)));
}

/** A script without the spaces that stand in the place of types: of a first load, more than a kilobyte. */
function withoutBlanks(source: string, script: string): string {
  // Each type has become as many spaces. Should that not be so, they stay.
  if (script.length !== source.length) return script;
  let kept = "";
  let from = 0;
  for (let at = 0; at < script.length; at++) {
    if (script[at] !== " " || source[at] === " ") continue;
    kept += script.slice(from, at);
    from = at + 1;
  }
  return kept + script.slice(from);
}

/** A backtick that begins and ends no template: an escaped one, and those in a string. */
const NO_TEMPLATE = /\\`|"[^"\n]*"/g;

/**
 * A script or style without comments and spaces at the ends of lines, line by line the same. What looks
 * like a comment in a template of several lines is none: where there may be one, because a line of code
 * has an odd number of backticks, all stays.
 */
export function blankComments(source: string): string {
  const blank = source.replaceAll(COMMENT, (comment) => comment.replaceAll(/[^\n]/g, ""))
    .replaceAll(/[ \t]+$/gm, "");
  const hasTemplate = blank.replaceAll(NO_TEMPLATE, "").split("\n")
    .some((line) => line.split("`").length % 2 === 0);
  return hasTemplate ? source : blank;
}
