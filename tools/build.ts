/**
 * Makes the page's scripts beforehand: `deno task build`, with a Deno that strips types. A server of
 * the same sources then needs no such Deno.
 *
 * @module
 */
import { BUILD, writeBuild } from "../server/http/assets/scripts.ts";

const { modules } = await writeBuild(new URL("../", import.meta.url));
console.log(`Built ${BUILD} from ${modules.size} modules`);
