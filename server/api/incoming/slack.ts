/**
 * Messages as they are sent to Slack's and Mattermost's incoming webhooks, which most tools speak.
 *
 * @module
 */
import type { Fields } from "../../../protocol/field.ts";
import { bold, lineAt, lines, linked, listText, objectsAt, textAt } from "./json.ts";
import { blocksText } from "./slack_blocks.ts";
import { fromSlack } from "./slack_markup.ts";

/**
 * Code units of a text that is looked for in the blocks beside it, and of these. A longer one would
 * not fit into a message with them, and looking for it takes as long as both lengths multiplied.
 */
const COMPARED_MAX_LENGTH = 8_000;

/** What is told of a message; empty when there is nothing in it. */
export function slackText(payload: Fields): string {
  const text = fromSlack(textAt(payload, "text"));
  const rest = lines(blocksText(payload), listText(payload, "attachments", attachmentText));
  return lines(
    // Beside blocks, the text is often what a notification shows of them.
    hasAll(rest, text) ? "" : text,
    rest,
    objectsAt(payload, "files").length > 0 ? "[files, which can't be shown]" : "",
  );
}

function attachmentText(attachment: Fields): string {
  const field = (name: string) => fromSlack(textAt(attachment, name));
  const line = (name: string) => fromSlack(lineAt(attachment, name));
  const actions = objectsAt(attachment, "actions");
  const content = lines(
    linked(bold(line("title")), textAt(attachment, "title_link")),
    field("text"),
    listText(attachment, "fields", fieldText),
    blocksText(attachment),
  );
  return lines(
    field("pretext"),
    linked(line("author_name"), textAt(attachment, "author_link")),
    content === "" ? field("fallback") : content,
    pictureText(attachment),
    actionsText(actions),
    line("footer"),
  );
}

function fieldText(field: Fields): string {
  const title = fromSlack(lineAt(field, "title"));
  const value = fromSlack(textAt(field, "value"));
  if (title === "") return value;
  return value.includes("\n") ? lines(bold(title), value) : `${bold(title)}: ${value}`;
}

function pictureText(attachment: Fields): string {
  const url = textAt(attachment, "image_url") || textAt(attachment, "thumb_url");
  return url === "" ? "" : linked("picture", url);
}

/** Buttons and menus: their addresses can be followed, the rest works nowhere but there. */
function actionsText(actions: readonly Fields[]): string {
  const labels = actions.map((action) =>
    linked(lineAt(action, "text") || lineAt(action, "name"), textAt(action, "url"))
  ).filter(Boolean);
  return labels.length === 0 ? "" : `[${labels.join("] [")}]`;
}

/** Whether all words of a text are in another. */
function hasAll(whole: string, text: string): boolean {
  const words = (some: string) => some.replace(/[\s*_~]+/g, " ").trim();
  if (text.length > COMPARED_MAX_LENGTH) return false;
  return words(whole.slice(0, COMPARED_MAX_LENGTH)).includes(words(text));
}
