/**
 * How what moderators write is written, and what it does: in English as in the terminal.
 *
 * @module
 */

import { slashes } from "../../../client/connection/slash.ts";

/** By what stands behind the slash. */
export const orders: Record<string, string> = Object.fromEntries(
  slashes.map(({ name, usage, help }) => {
    const words = usage.slice(name.length + 1);
    return [name.slice(1), words === "" ? help : `${words}: ${help}`];
  }),
);

// English until the page speaks another language.
if (document.documentElement.lang === "zh") {
  Object.assign(orders, (await import("../zh.ts")).orders);
}
