/**
 * The page of this repository, which is prepared once for all servers of a process.
 *
 * @module
 */
import { ROOT } from "../../chat/program.ts";
import type { Assets } from "../assets.ts";
import type { ServerFacts } from "../../service/server_info.ts";
import { assetsOf, loadAssets, prepareAll, type Prepared } from "./load.ts";
import { NO_OVERRIDES, type Overrides } from "./overrides.ts";

let prepared: Promise<Prepared> | undefined;

/** Prepares it for who needs it later, and is told then if it can't be. */
export async function prepareOwn(): Promise<void> {
  await Promise.allSettled([own()]);
}

/**
 * What a server answers with that says these facts of itself.
 *
 * @param overrides files that stand in for those of the page, or beside them: then it is prepared anew
 * @throws {Error} If the page can't be made; see {@linkcode loadAssets}.
 */
export async function loadOwnAssets(facts: ServerFacts, overrides?: Overrides): Promise<Assets> {
  if (overrides !== undefined) return await loadAssets(ROOT, facts, overrides);
  return await assetsOf(await own(), facts);
}

function own(): Promise<Prepared> {
  return prepared ??= prepareAll(ROOT, NO_OVERRIDES);
}
