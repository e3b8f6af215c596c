/**
 * What keys do at a terminal besides typing.
 *
 * @module
 */

import type { Connection } from "../connection.ts";
import type { Changer } from "./changes.ts";
import { Selection } from "./changes/selection.ts";
import { HISTORY_SHOWN } from "./commands.ts";
import type { Draft } from "./draft.ts";
import { Editor } from "./draft/editor.ts";
import { TerminalLine } from "./draft/input_line.ts";
import { Recall } from "./draft/recall.ts";
import type { History } from "./lookup/history.ts";
import type { Screen } from "./screen.ts";
import type { Action } from "./screen/modes.ts";
import type { View } from "./view.ts";
import { say } from "../program/languages.ts";

const CTRL_E = "\x05";

/** Picks messages, pages back, and changes the line. */
export class KeyCommands {
  readonly #screen: Screen;
  readonly #view: View;
  readonly #draft: Draft;
  readonly #history: History;
  readonly #line: TerminalLine;
  readonly #selection: Selection;
  readonly #recall: Recall;
  readonly #editor: Editor;

  constructor(
    screen: Screen,
    { connection, view, draft, history, changer }: {
      connection: Connection;
      view: View;
      draft: Draft;
      history: History;
      changer: Changer;
    },
  ) {
    this.#screen = screen;
    this.#view = view;
    this.#draft = draft;
    this.#history = history;
    const line = new TerminalLine(screen, draft, view);
    this.#line = line;
    this.#selection = new Selection(view, { changer, line, you: () => connection.you });
    this.#recall = new Recall(
      view,
      (found) => line.instead(found),
      () => line.mode = undefined,
    );
    this.#editor = new Editor({
      permits: (what) => screen.permits(what),
      lend: (run) => screen.lend(run),
      wrong: (message) => view.wrong(message),
    });
  }

  do(action: Action): void {
    switch (action) {
      case "select older":
      case "select newer":
        return this.#selection.begin();
      case "older":
        return this.#pageBack();
      case "recall":
        this.#line.mode = this.#recall;
        return this.#recall.begin();
      case "prefix":
        return this.#awaitEditor();
      default:
        action satisfies never;
    }
  }

  /** A line was entered: what it was put in place of comes back. */
  entered(line: string): void {
    this.#recall.entered(line);
    this.#line.back();
  }

  /** The line was cleared. Returns whether another one came back. */
  cleared(): boolean {
    return this.#line.back();
  }

  #pageBack(): void {
    const { room } = this.#view;
    if (room === undefined) return this.#view.wrong(say`You are in no room: /join ROOM`);
    this.#history.older(room, HISTORY_SHOWN);
  }

  /** The key behind Ctrl-X. */
  #awaitEditor(): void {
    this.#view.note(say`Ctrl-X: Ctrl-E opens your editor`);
    const take = (key: string) => {
      this.#line.mode = undefined;
      this.#view.note(undefined);
      if (key !== CTRL_E) return false;
      this.#edit();
      return true;
    };
    this.#line.mode = { take };
  }

  async #edit(): Promise<void> {
    const room = this.#draft.room ?? this.#view.room;
    const text = await this.#editor.edit(this.#screen.line);
    if (text === undefined) return;
    // It was written for that one, wherever one is now.
    if (text !== "") this.#draft.begin(room);
    this.#screen.setLine(text);
  }
}
