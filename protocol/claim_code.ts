/**
 * The code that makes its bearer the administrator, as people read and type it.
 *
 * @module
 */

/** Letters and digits that nobody confuses: 32 of them, so 5 bits each. */
export const CLAIM_CODE_SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Groups of symbols, and symbols in each: 100 bits. */
export const CLAIM_CODE_GROUPS = { count: 4, length: 5 } as const;

/** What stands between groups, or around them. */
const BETWEEN = /[\s-]+/g;
const CODE = /^(?:[0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/;
/** A code's length, with what people may put between its groups. */
const LENGTH_MAX = 64;

/** A code as it is printed, however it was typed; `undefined` if it can be none. */
export function readClaimCode(text: string): string | undefined {
  if (text.length > LENGTH_MAX) return undefined;
  const symbols = text.toUpperCase().replace(BETWEEN, "").replaceAll("O", "0").replace(
    /[IL]/g,
    "1",
  );
  const code = symbols.match(/.{1,5}/g)?.join("-") ?? "";
  return CODE.test(code) ? code : undefined;
}
