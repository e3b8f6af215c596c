/**
 * Deleted messages that follow each other: one quiet line, until somebody wants to see who said them.
 *
 * @module
 */

import type { Line } from "../../../../client/connection/log.ts";
import { isSameDay, strings } from "../../../strings.ts";
import { more } from "../../../strings/more.ts";
import { button, part, style } from "../../document.ts";

/** Where a deleted message stands among those around it. */
export interface Run {
  readonly lines: readonly Line[];
  /** Whether it is the first, which stands for all. */
  readonly isHead: boolean;
  readonly isOpen: boolean;
}

export class DeletedRuns {
  #onTurn;
  /** One of each that was opened, by number: of the shown room, so that they are no more than its lines. */
  #opened: Set<number> = new Set();

  /** @param onTurn called when it has to be drawn again */
  constructor(onTurn: () => void) {
    this.#onTurn = onTurn;
    style("conversation/deleted");
  }

  /** Another room is shown. */
  forget(): void {
    this.#opened.clear();
  }

  /**
   * The runs among lines, by each line of them. A day, and what is new, begins with a line of its own.
   */
  runsIn(lines: readonly Line[], firstNew: Line | undefined): Map<Line, Run> {
    const runs = new Map<Line, Run>();
    let run: Line[] = [];
    const end = () => {
      const isOpen = run.some(({ seq }) => this.#opened.has(seq));
      const all = run;
      if (all.length > 1) {
        for (const line of all) runs.set(line, { lines: all, isHead: line === all[0], isOpen });
      }
      run = [];
    };
    for (const line of lines) {
      const [last] = run.slice(-1);
      if (!isDeleted(line) || line === firstNew || last && !isSameDay(last.at, line.at)) end();
      if (isDeleted(line)) run.push(line);
    }
    end();
    return runs;
  }

  /** Shows where a message stands. */
  show(element: HTMLElement, run: Run | undefined): void {
    const isClosed = run !== undefined && !run.isOpen;
    element.classList.toggle("behind", isClosed && !run.isHead);
    element.classList.toggle("many", isClosed && run.isHead);
    const text = part(element, ".text", HTMLElement);
    // What stood there before is drawn once, and has made room for what opens them.
    if (element.matches(".deleted") && text.querySelector("button")) {
      text.textContent = strings.deleted;
    }
    if (!run?.isHead) return;
    const words = isClosed ? more.deletedMessages(run.lines.length) : more.foldDeleted;
    const toggle = button(words, () => this.#toggle(run), "quiet");
    toggle.ariaExpanded = String(run.isOpen);
    toggle.tabIndex = -1;
    if (isClosed) text.replaceChildren(toggle);
    else text.append(" ", toggle);
  }

  #toggle({ lines, isOpen }: Run) {
    for (const { seq } of lines) this.#opened.delete(seq);
    const [head] = lines;
    if (!isOpen && head) this.#opened.add(head.seq);
    this.#onTurn();
  }
}

function isDeleted(line: Line): boolean {
  return line.type === "said" && line.deleted === true;
}
