import { assertEquals, assertMatch } from "@std/assert";
import { sourceFiles } from "./support/source_tree.ts";

const ROOT = new URL("../", import.meta.url);
/** What a document says of places here: links, and files in code that have a folder. */
const LINK = /\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)|src="(?!https?:)([^"]+)"/g;
const FILE = /`((?:[\w-]+\/)+[\w-]+\.(?:ts|js|json|md))`/g;

async function isThere(place: URL): Promise<boolean> {
  try {
    await Deno.stat(place);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** The name by which a heading is linked to. */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-");
}

Deno.test("Whatever a document points at is there", async () => {
  const lost: string[] = [];
  for (const { path, text } of await sourceFiles(".md")) {
    const here = new URL(path, ROOT);
    for (const [link, file, anchor, image] of text.matchAll(LINK)) {
      const place = new URL(file || image || here, here);
      if (!await isThere(place)) lost.push(`${path}: ${link}`);
      else if (anchor) {
        const headings = (await Deno.readTextFile(place)).matchAll(/^#+ (.*)$/gm);
        const anchors = headings.map(([, heading = ""]) => anchorOf(heading)).toArray();
        if (!anchors.includes(anchor)) lost.push(`${path}: ${link}`);
      }
    }
    for (const [, file = ""] of text.matchAll(FILE)) {
      if (!await isThere(new URL(file, ROOT))) lost.push(`${path}: ${file}`);
    }
  }
  assertEquals(lost, []);
});

Deno.test("The protocol, the hub and the client library are documented in their comments", async () => {
  const entrances = ["protocol.ts", "hub.ts", "client.ts"];
  for (const more of [[], ["client/connection.ts", "client/library.ts"]]) {
    const args = ["doc", "--lint", ...entrances, ...more];
    const options = { args, cwd: ROOT, env: { NO_COLOR: "1" } };
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), options).output();
    const told = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
    assertEquals(told.match(/^error\[.*/gm) ?? [], []);
    assertMatch(told, /Checked \d+ files/);
  }
});
