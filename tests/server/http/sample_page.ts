/**
 * A small repository with a page, for tests.
 *
 * @module
 */

/** What compresses well. */
export const SCRIPT = "export {};\n\n" +
  "console.log('the same words again and again');\n".repeat(50);

const FILES: Readonly<Record<string, string>> = {
  "static/index.html": '<head>\n  <script type="module" src="script.ts"></script>\n</head>',
  "static/script.ts": SCRIPT,
  "static/deep/tiny.css": "a{}",
  "static/icon.svg": "<svg/>",
  "static/notes.bak": "not for visitors",
  "static/stray.ts": "export const imported = 'by nobody';\n",
  "main.ts": "export const secret = 'not for visitors';\n",
};

/** A folder with files of each kind that matters, gone when the test is over. */
export async function samplePage(
  files: Readonly<Record<string, string>> = {},
): Promise<URL & AsyncDisposable> {
  const path = await Deno.makeTempDir({ prefix: "hubbub-assets-" });
  const root = new URL(`file://${path}/`);
  for (const [name, text] of Object.entries({ ...FILES, ...files })) {
    const file = new URL(name, root);
    await Deno.mkdir(new URL(".", file), { recursive: true });
    await Deno.writeTextFile(file, text);
  }
  return Object.assign(root, {
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  });
}
