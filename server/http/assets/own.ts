/**
 * The page of this repository, which is prepared once for all servers of a process.
 *
 * @module
 */
import type { Assets } from "../assets.ts";
import type { ServerFacts } from "../../service/server_info.ts";
import { assetsOf, loadAssets, prepareAll, type Prepared } from "./load.ts";
import { NO_OVERRIDES, type Overrides } from "./overrides.ts";

const ROOT = new URL("../../../", import.meta.url);

let prepared: Promise<Prepared> | undefined;

/**
 * What a server answers with that says these facts of itself.
 *
 * @param overrides files that stand in for those of the page, or beside them: then it is prepared anew
 * @throws {Error} If the page can't be made; see {@linkcode loadAssets}.
 */
export async function loadOwnAssets(facts: ServerFacts, overrides?: Overrides): Promise<Assets> {
  if (overrides !== undefined) return await loadAssets(ROOT, facts, overrides);
  prepared ??= prepareAll(ROOT, NO_OVERRIDES);
  return await assetsOf(await prepared, facts);
}
