// @ts-check
/**
 * How what moderators write is written, and what it does: in English as in the terminal.
 *
 * @module
 */

import { slashes } from "../connection/slash.js";

/** By what stands behind the slash. @type {Record<string, string>} */
export const orders = Object.fromEntries(
  slashes.map(({ name, usage, help }) => {
    const words = usage.slice(name.length + 1);
    return [name.slice(1), words === "" ? help : `${words}: ${help}`];
  }),
);

// English until the page speaks another language.
if (document.documentElement.lang === "zh") Object.assign(orders, (await import("./zh.js")).orders);
