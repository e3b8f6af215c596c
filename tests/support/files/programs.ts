/**
 * Programs that make pictures and films, and that read what is in them.
 *
 * @module
 */

/** What missing programs are mended by. */
const HOW_TO_GET =
  "apt-get install libimage-exiftool-perl imagemagick webp libheif-examples ffmpeg";
const NAMES = ["exiftool", "convert", "compare", "gif2webp", "heif-enc", "ffmpeg"] as const;
export type Tool = typeof NAMES[number];

function find(name: Tool): string | undefined {
  return ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map((folder) => `${folder}/${name}`)
    .find((path) => {
      try {
        return Deno.statSync(path).isFile;
      } catch {
        return false;
      }
    });
}

/** Where one is missing its tests are ignored; in CI that would hide a hole. */
export const isMissing = Deno.env.get("CI") !== "true" &&
  NAMES.some((name) => find(name) === undefined);

/** Runs a program, and returns the text that it prints. */
export async function run(name: Tool, ...args: readonly string[]): Promise<string> {
  return new TextDecoder().decode(await output(name, args));
}

/** Runs a program, and returns what it prints; where it compares, what it tells of that. */
export async function output(name: Tool, args: readonly string[]): Promise<Uint8Array> {
  const path = find(name);
  if (path === undefined) throw new Error(`Cannot run ${name}: not found, try ${HOW_TO_GET}`);
  const { code, stdout, stderr } = await new Deno.Command(path, { args: [...args] }).output();
  // It ends with 1 if there is a difference.
  if (code === 0 || name === "compare" && code === 1) return name === "compare" ? stderr : stdout;
  throw new Error(`${name} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
}

/** What exiftool finds in files, by their names: groups and names of tags, with their values. */
export async function tagsOf(
  files: readonly string[],
): Promise<Map<string, Map<string, string>>> {
  const found: unknown = JSON.parse(
    await run(
      "exiftool",
      "-json",
      "-a",
      "-G1",
      "-s",
      "-ee",
      "-api",
      "LargeFileSupport=1",
      ...files,
    ),
  );
  const lists = new Map<string, Map<string, string>>();
  for (const tags of Array.isArray(found) ? found : []) {
    const list = new Map(Object.entries<unknown>(tags).map(([tag, value]) => [tag, String(value)]));
    lists.set(list.get("SourceFile") ?? "", list);
  }
  return lists;
}
