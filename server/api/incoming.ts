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
  try {
    return JSON.parse(json);
  } catch {
    throw new UnreadableError("it is not JSON");
  }
}
