/**
 * Every word of what is drawn of the marks in messages: what is hidden, code, tables, tasks.
 *
 * @module
 */

import { adopt } from "../../strings.ts";

export const markup = {
  hidden: "Hidden. Press to show it.",
  done: "done",
  open: "open",
  table: "Table",
  code: "Code",
  codeIn: (language: string) => `Code in ${language}`,
  copyCode: "Copy the code",
  showLines: (count: number) => `Show all ${count} lines`,
  hideLines: "Show less",
  wholeTopic: "Show the whole topic",
};

export type MarkupStrings = typeof markup;

await adopt("markup", markup);
