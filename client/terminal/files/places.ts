/**
 * Paths as somebody types them, and what is there. Deno may have to ask whether we may look. That is done
 * at once, as only then nothing else reads what somebody answers.
 *
 * @module
 */

import type { Path } from "./arguments.ts";
import { say } from "../../program/languages.ts";

/** Whether something is permitted; somebody may be asked. */
export type Permits = (what: Deno.PermissionDescriptor) => boolean;

/** Where `deno task` was run: it goes to the project's folder by itself. */
const RUN_IN = "INIT_CWD";

/**
 * A path that a file is found by.
 *
 * @throws {Error} If nobody knows where home is.
 */
export function located({ text, isHome }: Path, permits: Permits): string {
  if (isHome) {
    const home = homeFolder(permits);
    if (home === undefined) throw new Error(say`Where ~ is, is not known: write the whole path`);
    return text === "" ? home : `${home}/${text}`;
  }
  const isAbsolute = /^([/\\]|[A-Za-z]:[/\\])/.test(text);
  const folder = variable(RUN_IN, isGranted);
  return isAbsolute || folder === undefined ? text : `${folder}/${text}`;
}

/** Whether there is a folder; not, where we may not look. */
export function isFolder(path: string, permits: Permits): boolean {
  if (/[/\\]$/.test(path)) return true;
  if (!permits({ name: "read", path })) return false;
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    // What is not there, or cannot be looked at, says so when it is written.
    return false;
  }
}

function homeFolder(permits: Permits): string | undefined {
  return variable("HOME", permits) ?? variable("USERPROFILE", isGranted);
}

function variable(name: string, permits: Permits): string | undefined {
  return permits({ name: "env", variable: name }) ? Deno.env.get(name) || undefined : undefined;
}

/** Where nobody is to be asked. */
function isGranted(what: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(what).state === "granted";
}
