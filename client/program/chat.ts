/**
 * The chat: signs in, then talks on a terminal, or says each line of a pipe. What that takes is loaded
 * once somebody is known, so that they are asked who they are at once.
 *
 * @module
 */

import type { Flags } from "../flags.ts";
import { plainLine } from "../plain_text.ts";
import { identityOn, unseenSecrets } from "../sign_in/identity.ts";
import { askName } from "./ask_name.ts";
import { EXIT } from "./exit.ts";
import { firstQuestion } from "./first_question.ts";
import type { Ticket } from "./talk.ts";
import { say, speakIn, told } from "./languages.ts";
import { variable } from "./variable.ts";

/** What may tell which language somebody speaks, or where that is kept. */
const TELLING = ["LC_ALL", "LC_MESSAGES", "LANG", "XDG_CONFIG_HOME", "HOME", "APPDATA"];

/** Chats on a terminal; says the lines of a pipe; or sends files. Resolves with the exit code. */
export async function chat(flags: Flags & { type: "chat" }): Promise<number> {
  const { url, files: paths, text, pictures } = flags;
  const plain = flags.plain || variable("TERM") === "dumb";
  const isTerminal = Deno.stdin.isTerminal() && Deno.stdout.isTerminal();
  if (isTerminal) await speak(flags.lang);
  const question = isTerminal ? firstQuestion(url) : undefined;
  if (question !== undefined) console.log(question);
  let came;
  try {
    came = await begin(flags, isTerminal, question === undefined);
  } catch (error) {
    const { exitOf } = await import("./come_in.ts");
    const code = exitOf(error);
    if (code === undefined || !(error instanceof Error)) throw error;
    console.error(plainLine(told(error.message)));
    return code;
  }
  if (came === undefined) {
    console.error(
      say`Cannot sign in: no name, give one with --name NAME, or run hubbub login` +
        unseenSecrets(),
    );
    return EXIT.usage;
  }
  const { session, room, link } = came;
  if (paths.length > 0) {
    const { sendOnce } = await import("../one_shot.ts");
    const where = { url, room: link ?? room };
    const isSent = await sendOnce({ ...where, paths, text }, session, console.error);
    return isSent ? EXIT.well : EXIT.failed;
  }
  const { talk } = await import("./talk.ts");
  const way = isTerminal ? { pictures, plain } : "lines";
  return await talk({ url, room, link, session, way }) ? EXIT.well : EXIT.failed;
}

/** Asks who they are, where that is not known, and signs them in. `undefined` if there is no name. */
async function begin(
  flags: Flags & { type: "chat" },
  isTerminal: boolean,
  isPermitted: boolean,
): Promise<{ session: Ticket; room: string; link: string | undefined } | undefined> {
  const { url, invite, reset, keyFile } = flags;
  const link = keyFile === undefined ? flags.link : await linkIn(keyFile);
  const identity = reset === undefined ? await identityOn(url, flags, variable) : undefined;
  const isKnown = (identity?.name ?? identity?.token) !== undefined;
  // Before all else: nobody waits for a server that is slow to be asked that.
  const isAskedFirst = isTerminal && !isKnown && isPermitted && (invite ?? reset) === undefined;
  const asked = isAskedFirst ? askName() : undefined;
  if (isAskedFirst && !asked) return undefined;
  const { comeIn } = await import("./come_in.ts");
  const came = await comeIn(flags, { identity, asked, isTerminal });
  return came && { ...came, link };
}

/** Before anybody is signed in: whoever can't enter need not be asked who they are. */
async function linkIn(path: string): Promise<string> {
  const { readKeyFile } = await import("../sign_in/key_file.ts");
  return await readKeyFile(path);
}

/** On a terminal, that is: what is written into a pipe is read by programs. */
async function speak(lang: string | undefined): Promise<void> {
  // Mostly nothing may be read: then nothing is loaded for it.
  if (lang === undefined && !TELLING.some((name) => variable(name) !== undefined)) return;
  const { chosenLanguage } = await import("./chosen_language.ts");
  const language = await chosenLanguage(lang);
  if (language !== "en") await speakIn(language);
}
