/**
 * Pages with their styles, and what they run first, in them: a browser paints such a page after one
 * round trip.
 *
 * @module
 */

const STYLE = /<link rel="stylesheet" href="([^"]+)">\n?/g;
const SCRIPT = /<script src="([^"]+)"><\/script>\n?/g;

/** A page, and the hashes by which its policy allows what is in it. */
export interface InlinedPage {
  readonly text: string;
  readonly hashes: { readonly script?: string; readonly style?: string };
}

/**
 * Puts into a page the files that it would have to wait for.
 *
 * @param files the text of each file, by its path
 * @throws {Error} If there is none of a name that the page says.
 */
export async function inline(
  page: string,
  path: string,
  files: ReadonlyMap<string, string>,
): Promise<InlinedPage> {
  const filesOf = (pattern: RegExp) =>
    page.matchAll(pattern).map(([, name = ""]) => {
      const text = files.get(new URL(name, `http://page${path}`).pathname);
      if (text === undefined) throw new Error(`Cannot make page ${path}: there is no ${name}`);
      return text;
    }).toArray().join("");
  const [script, style] = [filesOf(SCRIPT), filesOf(STYLE)];
  const inside = (script && `<script>${script}</script>`) + (style && `<style>${style}</style>`);
  return {
    text: page.replaceAll(SCRIPT, "").replaceAll(STYLE, "").replace(
      "</head>",
      () => `${inside}</head>`,
    ),
    hashes: {
      ...(script && { script: await hash(script) }),
      ...(style && { style: await hash(style) }),
    },
  };
}

/** As a policy writes it. */
async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}
