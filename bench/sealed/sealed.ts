/**
 * What rooms cost that the server cannot read: the server, for each message, and the page, which opens
 * what it shows.
 *
 * @module
 */
import { report } from "../report.ts";
import { measureOpening, OPENED } from "./opening.ts";
import { BURST, measurePairs, MEMBERS, PAIRS } from "./server_cost.ts";

/** How much more a sealed message may cost the server than a plain one of the same bytes. */
const RATIO_MAX = 1.1;

export async function sealed(): Promise<void> {
  const pairs = await measurePairs();
  const many = BURST.toLocaleString("en");
  report(`Sealed: ${PAIRS} pairs of ${many} messages, ${MEMBERS} members of each room`, [
    {
      what: "sealed, to plain of as many bytes",
      values: pairs.map(({ plainUs, sealedUs }) => sealedUs / plainUs),
      unit: "×",
      budget: { most: RATIO_MAX },
    },
    { what: "sealed, CPU a message", values: pairs.map(({ sealedUs }) => sealedUs), unit: "µs" },
    { what: "plain, CPU a message", values: pairs.map(({ plainUs }) => plainUs), unit: "µs" },
  ]);
  const runs = await measureOpening();
  report(`Sealed: ${OPENED.toLocaleString("en")} messages in a browser`, [
    { what: "opening them", values: runs.map(({ openMs }) => openMs), unit: "ms" },
    { what: "drawing them", values: runs.map(({ drawMs }) => drawMs), unit: "ms" },
    {
      what: "opening, to drawing",
      values: runs.map(({ openMs, drawMs }) => openMs / drawMs),
      unit: "×",
    },
  ]);
}
