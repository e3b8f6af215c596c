import { assertEquals } from "@std/assert";
import { completePath } from "../../../../client/terminal/files/complete.ts";
import { TempFolder } from "../../../support/temp_folder.ts";

async function folderWith(...names: string[]): Promise<TempFolder> {
  const folder = await TempFolder.make();
  for (const name of names) {
    if (name.endsWith("/")) await Deno.mkdir(folder.file(name));
    else await Deno.writeTextFile(folder.file(name), "");
  }
  return folder;
}

Deno.test("Tab completes the path behind /file and /save, with what a space needs", async () => {
  await using folder = await folderWith("cat one.png", "cats/", ".cat", "dog.png", "c\x1bat");
  const path = folder.path.replaceAll(" ", "\\ ");
  const hits = [`${path}/cat\\ one.png `, `${path}/cats/`];
  assertEquals(completePath(`/file ${path}/ca`), [hits, `${path}/ca`]);
  assertEquals(completePath(`/save 3 ${path}/ca`)?.[0], hits);
  assertEquals(completePath(`/file ${path}/.c`)?.[0], [`${path}/.cat `]);
  assertEquals(completePath(`/file x.png, ${path}/dog`)?.[0], [`${path}/dog.png `]);
  assertEquals(completePath(`/file "${folder.path}/cat o`)?.[0], [`"${folder.path}/cat one.png" `]);
  assertEquals(completePath(`/file ${path}/absent/x`)?.[0], []);
});

Deno.test("Tab completes names again behind the path, and in other lines", async () => {
  await using folder = await folderWith("ada.png");
  for (
    const line of [`/file ${folder.path.replaceAll(" ", "\\ ")}/ada.png look, a`, "a", "/msg a"]
  ) {
    assertEquals(completePath(line), undefined);
  }
});
