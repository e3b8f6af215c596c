/**
 * How what moderators write is written, and what it does: in English as in the terminal.
 *
 * @module
 */

import { adopt } from "../../strings.ts";
import { slashes } from "../../../client/connection/slash.ts";

/** By what stands behind the slash. */
export const orders: Record<string, string> = Object.fromEntries(
  slashes.map(({ name, usage, help }) => {
    const words = usage.slice(name.length + 1);
    return [name.slice(1), words === "" ? help : `${words}: ${help}`];
  }),
);

await adopt("orders", orders);
