/// <reference lib="dom" />
/**
 * axe-core, the checker of accessibility, in a page of ours. It comes through npm when it is first
 * needed, as Deno does, and is put into the page by WebDriver: the page's own rules let nothing of
 * others in, and stay as they are.
 *
 * @module
 */

import type { Visitor } from "../support/visitor.ts";

/** What npm has under this name, and what it must be: `sha512-` and base64, as npm writes it. */
const PIN = {
  name: "axe-core",
  version: "4.10.3",
  integrity: "sha512-" +
    "Xm7bpRXnDSX2YE2YFfBk2FnF0ep6tmG7xPh8iHee8MIcrgq762Nkce856dYtJYLkuIoYZvGfTs/PbZhideTcEg==",
};

const OUT = new URL("../../../out/", import.meta.url);

/** How many elements are told of a rule that several break. */
const TOLD_MAX = 3;

/** What the page's side of axe answers. */
interface Results {
  readonly violations: {
    readonly id: string;
    readonly help: string;
    readonly nodes: { readonly html: string; readonly failureSummary: string }[];
  }[];
}

let script: Promise<string> | undefined;

/** What is wrong with what is shown now, which is called so; or with a part of it. */
export async function brokenRules(
  visitor: Visitor,
  screen: string,
  part?: string,
): Promise<readonly string[]> {
  const axe = new Axe(visitor);
  await axe.looksAt(screen, part);
  return axe.found;
}

/** Looks at one screen of a page after the other, and keeps what is wrong there. */
export class Axe {
  readonly #visitor: Visitor;
  readonly #found: string[] = [];
  #looked = 0;

  constructor(visitor: Visitor) {
    this.#visitor = visitor;
  }

  /** What was wrong so far, each with the name of its screen. */
  get found(): readonly string[] {
    return this.#found;
  }

  /** At how many screens it looked. */
  get looked(): number {
    return this.#looked;
  }

  /** Looks at what is shown now, which is called so. */
  async looksAt(screen: string, part = "html"): Promise<void> {
    const { window } = this.#visitor;
    const isThere = await window.evaluate(() => "axe" in globalThis);
    if (!isThere) await window.script(await axeScript());
    const { violations } = await window.evaluate(async (where: string) => {
      // As it is when it has come to rest: half faded in, all is faint.
      for (const animation of document.getAnimations()) {
        const { iterations } = animation.effect?.getComputedTiming() ?? {};
        if (iterations !== Infinity) animation.finish();
      }
      const { axe } = globalThis as unknown as {
        axe: { run(where: string, options: unknown): Promise<Results> };
      };
      return await axe.run(where, { resultTypes: ["violations"], elementRef: false });
    }, part);
    this.#looked++;
    for (const { id, help, nodes } of violations) {
      for (const { html, failureSummary } of nodes.slice(0, TOLD_MAX)) {
        const summary = failureSummary.replaceAll(/\s+/g, " ");
        this.#found.push(`${screen}: ${id} (${help}): ${html.slice(0, 300)}: ${summary}`);
      }
    }
  }
}

/** What runs in the page; fetched once, and kept beside the pictures of the tests. */
function axeScript(): Promise<string> {
  return script ??= (async () => {
    const kept = new URL(`${PIN.name}-${PIN.version}.tgz`, OUT);
    let tarball = await Deno.readFile(kept).catch(unlessMissing);
    if (tarball === undefined || await integrityOf(tarball) !== PIN.integrity) {
      tarball = await fetchTo(kept);
    }
    const args = ["-xzOf", kept.pathname, "package/axe.min.js"];
    return new TextDecoder().decode(await run("tar", args));
  })();
}

/** Works in a folder of its own until the last step: two may fetch at once, or be interrupted. */
async function fetchTo(kept: URL): Promise<Uint8Array<ArrayBuffer>> {
  await Deno.mkdir(OUT, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: OUT.pathname, prefix: "axe-" });
  try {
    const target = ["--pack-destination", folder, "--loglevel=error"];
    await run("npm", ["pack", `${PIN.name}@${PIN.version}`, ...target]);
    const fetched = `${folder}/${PIN.name}-${PIN.version}.tgz`;
    const tarball = await Deno.readFile(fetched);
    const integrity = await integrityOf(tarball);
    if (integrity !== PIN.integrity) {
      throw new Error(`${PIN.name} must be ${PIN.integrity}, received ${integrity}`);
    }
    await Deno.rename(fetched, kept);
    return tarball;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function integrityOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-512", bytes);
  return `sha512-${new Uint8Array(digest).toBase64()}`;
}

async function run(program: string, args: string[]): Promise<Uint8Array> {
  const command = new Deno.Command(program, { args, stdin: "null" });
  const { success, stdout, stderr } = await command.output();
  if (success) return stdout;
  const why = new TextDecoder().decode(stderr).trim();
  throw new Error(`${program} ${args[0]} failed, which brings axe-core: ${why}`);
}

function unlessMissing(error: unknown): undefined {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
