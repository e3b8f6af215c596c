/**
 * Which language somebody has chosen: on the command line, by `/language`, which is kept beside the
 * sessions, or by the locale of their system.
 *
 * @module
 */

import { LANGUAGES, say, speakIn } from "./languages.ts";
import { type Variable, variable } from "./variable.ts";

/** What a locale is called where nothing is translated, nor letters other than ASCII expected. */
const UNTRANSLATED = /^(C|POSIX)(\.|$)/i;
const FILE = "settings.json";
const [FOLDER_MODE, FILE_MODE] = [0o700, 0o600];

/**
 * The tag of the language to speak. An option counts first; but for that a locale of `C` means English,
 * whatever was kept.
 */
export async function chosenLanguage(
  option: string | undefined,
  variableOf: Variable = variable,
): Promise<string> {
  if (option !== undefined) return option;
  const locale = variableOf("LC_ALL") ?? variableOf("LC_MESSAGES") ?? variableOf("LANG") ?? "";
  if (UNTRANSLATED.test(locale)) return "en";
  return await keptLanguage(variableOf) ?? ofLocale(locale) ?? "en";
}

/** Speaks a language from now on, and keeps that where the program may. Gives what to say of it. */
export async function changeLanguage(tag: string): Promise<string> {
  await speakIn(tag);
  return await keep(tag)
    ? say`English is spoken now, and the next time`
    : say`English is spoken now; --lang ${tag} does so from the start`;
}

/** As `zh_CN.UTF-8` is `zh`. */
function ofLocale(locale: string): string | undefined {
  const tag = /^[a-z]+/i.exec(locale)?.[0].toLowerCase();
  return LANGUAGES.find((one) => one === tag);
}

async function keptLanguage(variableOf: Variable): Promise<string | undefined> {
  const path = await settingsPath(variableOf);
  if (path === undefined || !isGranted({ name: "read", path })) return undefined;
  let kept: unknown;
  try {
    kept = JSON.parse(await Deno.readTextFile(path));
  } catch {
    // There is none, or it is of another version: nobody has chosen.
    return undefined;
  }
  const { language }: Record<string, unknown> = { ...Object(kept) };
  return LANGUAGES.find((one) => one === language);
}

async function keep(language: string): Promise<boolean> {
  const path = await settingsPath(variable);
  if (path === undefined || !isGranted({ name: "write", path })) return false;
  const folder = path.slice(0, -FILE.length - 1);
  if (!isGranted({ name: "write", path: folder })) return false;
  try {
    await Deno.mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    await Deno.writeTextFile(path, `${JSON.stringify({ language })}\n`, { mode: FILE_MODE });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error) return false;
    throw error;
  }
}

async function settingsPath(variableOf: Variable): Promise<string | undefined> {
  const { configFolder } = await import("../sign_in/session_file.ts");
  const folder = configFolder(variableOf);
  return folder && `${folder}/${FILE}`;
}

function isGranted(what: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(what).state === "granted";
}
