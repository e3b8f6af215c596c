/**
 * Reads ZIP archives as programs do that do not know what they will find.
 *
 * @module
 */
import { TempFolder } from "./temp_folder.ts";

/** What is in an archive, by its path, as `unzip` unpacks it; `undefined` where there is no such program. */
export async function unzip(
  archive: Uint8Array<ArrayBuffer>,
): Promise<Map<string, Uint8Array> | undefined> {
  await using folder = await TempFolder.make();
  const path = folder.file("archive.zip");
  await Deno.writeFile(path, archive);
  const out = folder.file("out");
  try {
    const command = new Deno.Command("unzip", { args: ["-q", path, "-d", out] });
    const { code, stderr, stdout } = await command.output();
    if (code !== 0) {
      throw new Error(new TextDecoder().decode(stderr) + new TextDecoder().decode(stdout));
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const found = new Map<string, Uint8Array>();
  for await (const path of pathsIn(out)) {
    found.set(path.slice(out.length + 1), await Deno.readFile(path));
  }
  return found;
}

async function* pathsIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* pathsIn(path);
    else yield path;
  }
}

/** The same, read front to back as from a socket, without the list at the end. */
export async function readZip(archive: Uint8Array<ArrayBuffer>): Promise<Map<string, Uint8Array>> {
  const view = new DataView(archive.buffer, archive.byteOffset);
  const found = new Map<string, Uint8Array>();
  for (let at = 0; view.getUint32(at, true) === 0x04034b50;) {
    const nameEnd = at + 30 + view.getUint16(at + 26, true);
    const name = new TextDecoder().decode(archive.subarray(at + 30, nameEnd));
    const isLarge = view.getUint16(at + 4, true) === 45;
    const start = nameEnd + view.getUint16(at + 28, true);
    let end = start;
    for (let isLast = false; !isLast;) {
      isLast = archive[end] === 1;
      end += 5 + view.getUint16(end + 1, true);
    }
    found.set(name, await inflated(archive.slice(start, end)));
    at = end + (isLarge ? 24 : 16);
  }
  return found;
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return await new Response(stream).bytes();
}
