/**
 * Messages as they are sent to Discord's webhooks.
 *
 * @module
 */
import type { Fields } from "../../../protocol/field.ts";
import { at, bold, lineAt, lines, linked, listText, objectsAt, textAt } from "./json.ts";
import { fromDiscord } from "./slack_markup.ts";

/** Whether a message is one of Discord's. */
export function isDiscord(payload: Fields): boolean {
  return typeof at(payload, "content") === "string" || Array.isArray(at(payload, "embeds"));
}

/** What is told of a message; empty when there is nothing in it. */
export function discordText(payload: Fields): string {
  const question = lineAt(payload, "poll", "question", "text");
  return lines(
    fromDiscord(textAt(payload, "content")),
    listText(payload, "embeds", embedText),
    question === "" ? "" : `[a poll: ${question}]`,
    objectsAt(payload, "components").length > 0 ? "[buttons, which can't be shown here]" : "",
  );
}

function embedText(embed: Fields): string {
  return lines(
    linked(lineAt(embed, "author", "name"), textAt(embed, "author", "url")),
    linked(bold(fromDiscord(lineAt(embed, "title"))), textAt(embed, "url")),
    fromDiscord(textAt(embed, "description")),
    listText(embed, "fields", fieldText),
    pictureText(embed),
    lineAt(embed, "footer", "text"),
  );
}

function fieldText(field: Fields): string {
  const name = fromDiscord(lineAt(field, "name"));
  const value = fromDiscord(textAt(field, "value"));
  return value.includes("\n") ? lines(bold(name), value) : `${bold(name)}: ${value}`;
}

function pictureText(embed: Fields): string {
  const kinds = [["image", "picture"], ["video", "video"], ["thumbnail", "picture"]] as const;
  for (const [kind, word] of kinds) {
    const url = textAt(embed, kind, "url");
    if (url !== "") return linked(word, url);
  }
  return "";
}
