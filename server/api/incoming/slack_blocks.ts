/**
 * Slack's blocks as text. What can't be shown is told by its kind.
 *
 * @module
 */
import type { Fields } from "../../../protocol/field.ts";
import {
  at,
  bold,
  lineAt,
  lines,
  linked,
  listText,
  moreThan,
  objectsAt,
  oneLine,
  textAt,
} from "./json.ts";
import { richText } from "./rich_text.ts";
import { fromSlack } from "./slack_markup.ts";

/** The text of the blocks of a message or an attachment; empty if it has none. */
export function blocksText(parent: Fields): string {
  return listText(parent, "blocks", blockText);
}

function blockText(block: Fields): string {
  switch (textAt(block, "type")) {
    case "header":
      return bold(oneLine(objectText(at(block, "text"))));
    case "section":
      return lines(
        objectText(at(block, "text")),
        listText(block, "fields", fieldText),
        elementText(at(block, "accessory")),
      );
    case "context":
    case "actions":
      return objectsAt(block, "elements").map(elementText).filter(Boolean).join(" ");
    case "divider":
      return "———";
    case "image":
      return elementText(block);
    case "rich_text":
      return richText(objectsAt(block, "elements"));
    case "markdown":
      return fromSlack(textAt(block, "text"));
    case "video":
      return linked(objectText(at(block, "title")) || "video", textAt(block, "video_url"));
    case "table":
      return tableText(block);
    case "input":
      return `[${lines(objectText(at(block, "label"))) || "a form"}: can't be filled in here]`;
    default:
      return unknown(block);
  }
}

/** A field of a section: its first line is mostly what it is called. */
function fieldText(field: Fields): string {
  const [name = "", ...values] = objectText(field).split("\n");
  return values.length === 1
    ? `${name.replace(/:\**$/, (end) => end.slice(1))}: ${values[0]}`
    : lines(name, ...values);
}

/** A text object: plain, or in Slack's markup. */
function objectText(value: unknown): string {
  if (typeof value === "string") return fromSlack(value.trim());
  const text = textAt(value, "text");
  return textAt(value, "type") === "plain_text" ? text : fromSlack(text);
}

function elementText(element: unknown): string {
  const type = textAt(element, "type");
  const url = textAt(element, "url");
  switch (type) {
    case "":
      return "";
    case "plain_text":
    case "mrkdwn":
      return objectText(element);
    case "image":
      return linked(
        objectText(at(element, "title")) || lineAt(element, "alt_text") || "picture",
        textAt(element, "image_url") || textAt(element, "slack_file", "url"),
      );
    case "button":
    case "workflow_button":
      return `[${linked(objectText(at(element, "text")) || "button", url)}]`;
    default:
      return `[${objectText(at(element, "placeholder")) || type.replaceAll("_", " ")}]`;
  }
}

function tableText(block: Fields): string {
  const rows = at(block, "rows");
  if (!Array.isArray(rows)) return unknown(block);
  const shown = rows.slice(0, 20).map((row) =>
    objectsAt({ row }, "row").map((cell) =>
      textAt(cell, "text") || richText(objectsAt(cell, "elements"))
    ).join(" | ")
  );
  return lines(...shown, moreThan(shown.length, rows, "rows"));
}

function unknown(block: Fields): string {
  const type = lineAt(block, "type").replaceAll("_", " ") || "something";
  const text = objectText(at(block, "text"));
  return lines(text, `[${type}: can't be shown here]`);
}
