/**
 * What somebody sent to an incoming hook, as the text of a message.
 *
 * @module
 */
import { type Fields, isObject } from "../../protocol/field.ts";
import { discordText, isDiscord } from "./incoming/discord.ts";
import { githubText } from "./incoming/github.ts";
import { slackText } from "./incoming/slack.ts";
import { toolText } from "./incoming/tools.ts";

/**
 * Parts of a JSON text at most: lists, objects, names and values. What GitHub lists of a large push has
 * fewer, and for a megabyte of brackets or of names `JSON.parse` stops everybody for 0.1 to 0.5 s.
 */
const PARTS_MAX = 40_000;

/** A body that no message can be made of. The message says why, in one line. */
export class UnreadableError extends Error {
  override readonly name = "UnreadableError";

  constructor(why: string) {
    super(`Cannot read what was sent: ${why}`);
  }
}

/** What was sent: its body, and what its headers say of that. */
export interface Sent {
  readonly body: string;
  /** The `Content-Type`. */
  readonly type: string;
  /** What happened, where GitHub sent it. */
  readonly event?: string | undefined;
}

/**
 * The text of a message.
 *
 * @throws {UnreadableError} If there is none in it.
 */
export function readSent({ body, type, event }: Sent): string {
  const [mime = ""] = type.toLowerCase().split(";");
  if (body.trim() === "") throw new UnreadableError("the body is empty");
  const text = event === undefined
    ? textOf(body, mime.trim())
    : githubText(event, payloadOf(body, mime.trim()));
  if (text.trim() !== "") return text;
  throw new UnreadableError(
    "there is no text in it; send text, attachments, blocks, content or embeds",
  );
}

function textOf(body: string, mime: string): string {
  if (mime === "multipart/form-data") {
    throw new UnreadableError(
      "a form must be application/x-www-form-urlencoded, as curl -d sends it, and not -F",
    );
  }
  if (mime === "text/plain" || mime === "text/markdown") return body;
  const isJson = mime.endsWith("json");
  const isForm = mime === "application/x-www-form-urlencoded";
  // `curl -d "deployed" URL` calls its text a form.
  if (isForm && !/^(payload|text)=/.test(body) && !body.trimStart().startsWith("{")) return body;
  if (!isJson && !isForm && !body.trimStart().startsWith("{")) return body;
  const payload = payloadOf(body, mime);
  if (isDiscord(payload)) return discordText(payload);
  return slackText(payload) || toolText(payload);
}

/** The JSON of a body, or of the `payload` of a form. */
function payloadOf(body: string, mime: string): Fields {
  const isForm = mime === "application/x-www-form-urlencoded" && !body.trimStart().startsWith("{");
  const form = isForm ? new URLSearchParams(body) : undefined;
  const json = form ? form.get("payload") : body;
  if (json === null) {
    const text = form?.get("text");
    if (text) return { text };
    throw new UnreadableError("a form needs a field payload with JSON in it");
  }
  const payload = parse(json);
  if (isObject(payload)) return payload;
  throw new UnreadableError("the JSON must be an object");
}

function parse(json: string): unknown {
  if (hasManyParts(json)) throw new UnreadableError(`its JSON has more than ${PARTS_MAX} parts`);
  try {
    return JSON.parse(json);
  } catch {
    throw new UnreadableError("it is not JSON");
  }
}

/** Whether it takes long to parse: what is quoted is one part, however long it is. */
function hasManyParts(json: string): boolean {
  let parts = 0;
  let isQuoted = false;
  for (let i = 0; i < json.length; i++) {
    const character = json[i];
    if (character === '"') isQuoted = !isQuoted;
    else if (character === "\\") i++;
    else if (!isQuoted && "[{:,".includes(character!) && ++parts > PARTS_MAX) return true;
  }
  return false;
}
