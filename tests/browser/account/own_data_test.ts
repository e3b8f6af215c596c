/// <reference lib="dom" />
import { assert, assertEquals } from "@std/assert";
import { TempFolder } from "../../support/temp_folder.ts";
import { until } from "../../support/until.ts";
import { readZip } from "../../support/unzip.ts";
import { faintTexts } from "../support/contrast.ts";
import { browserTest, type Stage, WINDOWS } from "../support/stage.ts";

for (const label of ["wide-light", "narrow-dark"]) {
  const window = WINDOWS[label] ?? {};
  const name = `Somebody downloads what they said from the settings: ${label}`;
  browserTest(name, downloads, { label, window });
}

async function downloads(stage: Stage): Promise<void> {
  await using folder = await TempFolder.make();
  const ada = await stage.enter("ada");
  await ada.says("Mine");
  await ada.hears("Mine");
  const downloadPath = folder.path;
  await ada.window.devtools("Browser.setDownloadBehavior", { behavior: "allow", downloadPath });
  await ada.opensSide();
  await ada.window.click("#open-settings");
  await ada.window.click(".person .own-data");
  await ada.sees("The download begins", "dialog .note");
  assertEquals(await faintTexts(ada), []);
  await stage.picture("own-data", ada);
  let archive: Uint8Array<ArrayBuffer> | undefined;
  await until(async () => {
    for await (const { name } of Deno.readDir(folder.path)) {
      if (name.endsWith(".zip")) archive = await Deno.readFile(folder.file(name));
    }
    return archive !== undefined;
  }, "the download");
  assert(archive);
  const found = await readZip(archive);
  const text = new TextDecoder().decode(found.get("rooms/lobby/messages.txt"));
  assert(text.includes("Mine"), text);
}
