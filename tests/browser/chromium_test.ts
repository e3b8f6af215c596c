import { assert } from "@std/assert";
import { isIgnored } from "./support/stage.ts";
import { findChromium, HOW_TO_GET_CHROMIUM } from "./support/webdriver.ts";

// Said once, and not by each of the files that need it.
if (isIgnored) {
  console.warn(`Browser tests are ignored: there is no Chromium. Try: ${HOW_TO_GET_CHROMIUM}`);
}

Deno.test({
  name: "There is a Chromium to try the page with",
  ignore: isIgnored,
  fn: () => assert(findChromium(), `there is no Chromium; try: ${HOW_TO_GET_CHROMIUM}`),
});
