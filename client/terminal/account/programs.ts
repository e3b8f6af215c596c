/**
 * What somebody at a terminal does with bots and hooks.
 *
 * @module
 */

import { nameKey } from "../../../protocol/name.ts";
import type { Programs } from "../../connection/account/programs.ts";
import { plainLine } from "../../plain_text.ts";
import { say, sentence, told } from "../../program/languages.ts";

/** What they want. */
export type ProgramInput =
  | { type: "bots" }
  | { type: "bot"; name: string; url?: string }
  | { type: "unbot"; name: string }
  | { type: "hooks"; room: string }
  | { type: "hook" | "unhook"; room: string; name: string };

const USAGE: Readonly<Record<string, string>> = {
  "/bot": sentence`/bot NAME, or /bot NAME URL`,
  "/unbot": "/unbot NAME",
  "/hook": "/hook NAME",
  "/unhook": "/unhook NAME",
};

/**
 * Reads a command about programs; `undefined` when it is none, and a text when something is missing.
 *
 * @param here the room in which one speaks
 */
export function readProgramInput(
  command: string,
  text: string,
  here: string | undefined,
): ProgramInput | string | undefined {
  const [name, url, ...rest] = text === "" ? [] : text.split(/\s+/);
  const isAboutRoom = ["/hook", "/hooks", "/unhook"].includes(command);
  if (isAboutRoom && here === undefined) return say`You are in no room: /join ROOM`;
  const room = here ?? "";
  if (command === "/bots") return { type: "bots" };
  if (command === "/hooks") return { type: "hooks", room };
  const usage = Object.hasOwn(USAGE, command) ? USAGE[command] : undefined;
  if (usage === undefined) return undefined;
  if (name === undefined || rest.length > 0 || url !== undefined && command !== "/bot") {
    return say`Write ${told(usage)}`;
  }
  const plain = name.replace(/^@/, "");
  if (command === "/bot") return { type: "bot", name: plain, ...(url !== undefined && { url }) };
  if (command === "/unbot") return { type: "unbot", name: plain };
  return { type: command === "/hook" ? "hook" : "unhook", room, name: plain };
}

/** Does what somebody wants, and gives the lines that tell it. */
export async function doWithPrograms(input: ProgramInput, programs: Programs): Promise<string[]> {
  switch (input.type) {
    case "bots":
      return await listBots(programs);
    case "bot": {
      const { name, token, secret } = await programs.makeBot(input.name, input.url);
      const lines = [say`${plainLine(name)} is your bot. Its token is shown this once:`, token];
      return secret === undefined ? lines : [...lines, say`What it is sent is signed by:`, secret];
    }
    case "unbot": {
      const bot = named(await programs.bots(), input.name);
      if (!bot) return [say`You have no bot ${input.name}: /bots lists them`];
      await programs.deleteBot(bot.id);
      return [say`${plainLine(bot.name)} was deleted. Its token is good for nothing now`];
    }
    case "hooks":
      return await listHooks(programs, input.room);
    case "hook": {
      const { name, url } = await programs.makeHook(input.room, input.name);
      return [say`${plainLine(name)} may speak here now. Its address is shown this once:`, url];
    }
    case "unhook": {
      const hook = named(await programs.hooks(input.room), input.name);
      if (!hook) return [say`There is no hook ${input.name} here: /hooks lists them`];
      await programs.deleteHook(input.room, hook.id);
      return [say`The hook ${plainLine(hook.name)} was deleted`];
    }
    default:
      return input satisfies never;
  }
}

async function listBots(programs: Programs): Promise<string[]> {
  const bots = await programs.bots();
  if (bots.length === 0) return [say`You have no bots: /bot NAME makes one`];
  return bots.map(({ name, url, failure }) => {
    const told = url === undefined ? "" : say`, told at ${plainLine(url)}`;
    return plainLine(name) + told + (failure ? say`; failed: ${plainLine(failure.why)}` : "");
  });
}

async function listHooks(programs: Programs, room: string): Promise<string[]> {
  const hooks = await programs.hooks(room);
  if (hooks.length === 0) return [say`There are no hooks here: /hook NAME makes one`];
  return hooks.map(({ name, by }) => say`${plainLine(name)}, made by ${plainLine(by)}`);
}

function named<T extends { name: string }>(all: readonly T[], name: string): T | undefined {
  return all.find((one) => nameKey(one.name) === nameKey(name));
}
