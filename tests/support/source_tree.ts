/**
 * The project as text.
 *
 * @module
 */

const ROOT = new URL("../../", import.meta.url);
/** What is not written by us, or not for reading. */
const ELSEWHERE = new Set([".git", ".deno", "vendor", "out", "node_modules"]);
/** Comments, and strings that a quote or a comment may be in. */
const NO_CODE =
  /\/\*[\s\S]*?\*\/|\/\/.*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g;
/** Formatted code has its imports at the start of a line, and an example in a comment not. */
const IMPORT =
  /^(?:import|export)\b[^"';=(]*\bfrom "([^"]+)"|^import "([^"]+)"|(?<!\{)\bimport\("([^"]+)"/gm;

/** A file of the project. */
export class SourceFile {
  /** Where it is, from the project's root. */
  readonly path: string;
  readonly text: string;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  get lines(): number {
    return this.text.trimEnd().split("\n").length;
  }

  /** The text without comments and without what is in strings. */
  get code(): string {
    return this.text.replace(NO_CODE, (found) => found.startsWith("/") ? "" : '""');
  }

  /** What it imports: paths from the project's root, or names of packages. */
  get imports(): string[] {
    return this.#found(IMPORT);
  }

  #found(pattern: RegExp): string[] {
    const specifiers = this.text.matchAll(pattern).map(([, ...ways]) =>
      ways.find((way) => way !== undefined) ?? ""
    );
    return specifiers.map((specifier) => this.#resolve(specifier)).toArray();
  }

  #resolve(specifier: string): string {
    if (!specifier.startsWith(".")) return specifier;
    const root = "file:///";
    return new URL(specifier, root + this.path).href.slice(root.length);
  }
}

/** The files of the project whose names end so. */
export async function sourceFiles(...endings: string[]): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for await (const path of paths("")) {
    if (!endings.some((ending) => path.endsWith(ending))) continue;
    files.push(new SourceFile(path, await Deno.readTextFile(new URL(path, ROOT))));
  }
  return files;
}

async function* paths(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, ROOT))) {
    if (ELSEWHERE.has(name)) continue;
    if (isDirectory) yield* paths(`${folder}${name}/`);
    else yield folder + name;
  }
}
