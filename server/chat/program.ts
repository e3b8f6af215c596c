/**
 * The form of this program: its modules, or one file that `deno task bundle` made of them.
 *
 * @module
 */

/** In a bundle, no module has a file of its own. */
export const isBundled = !import.meta.url.endsWith("/server/chat/program.ts");

/** The repository: where `static/` is, and `out/`, which has the bundle. */
export const ROOT = new URL(isBundled ? "../" : "../../", import.meta.url);
