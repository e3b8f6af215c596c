/**
 * Tables for administrators: rows that come a page at a time. On a phone each row is a card.
 *
 * @module
 */

import { button, element } from "../page/document.ts";
import { admin as words } from "../strings/admin.ts";
import type { Reporter } from "./reporter.ts";

export interface Column<Row> {
  readonly head: string;
  readonly cell: (row: Row) => Node | string;
}

export interface Loaded<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins, if there may be one. */
  readonly next?: string | undefined;
}

export interface TableOptions<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  /** What stands at the end of each row. */
  readonly actions?: (row: Row) => readonly HTMLElement[];
  readonly load: (after: string | undefined) => Promise<Loaded<Row>>;
}

export class Table<Row> {
  readonly element: HTMLElement = element("section", { className: "list" });
  #options;
  #reporter;
  #body = element("tbody", { role: "rowgroup" });
  #empty = element("p", { className: "note" });
  #more = button(words.showMore, () => this.#loadMore(), "quiet");
  #next: string | undefined;
  /** Of what is loaded only the last that was asked for is shown. */
  #asked = 0;

  constructor(options: TableOptions<Row>, reporter: Reporter) {
    this.#options = options;
    this.#reporter = reporter;
    const { caption, columns, actions } = options;
    const heads = [...columns.map(({ head }) => head), ...(actions ? [words.actions] : [])];
    const cells = heads.map((head) => {
      const cell = element("th", { scope: "col" }, head);
      cell.role = "columnheader";
      return cell;
    });
    const top = element(
      "thead",
      { role: "rowgroup" },
      element("tr", { role: "row" }, ...cells),
    );
    // As cards they would be no table to who hears them, if that was not said.
    const table = element("table", { role: "table" }, element("caption", {}, caption), top);
    table.append(this.#body);
    this.#more.hidden = true;
    this.element.append(table, this.#empty, this.#more);
  }

  /** Loads it from the start. */
  async load(): Promise<void> {
    this.#next = undefined;
    await this.#load([]);
  }

  async #loadMore() {
    const known = [...this.#body.children];
    await this.#load(known);
    // The button may be gone: what is new is read next.
    const first = this.#body.children[known.length];
    if (first instanceof HTMLElement) {
      first.tabIndex = -1;
      first.focus();
    }
  }

  async #load(known: readonly Element[]) {
    const asked = ++this.#asked;
    this.#empty.textContent = known.length > 0 ? "" : words.loading;
    await this.#reporter.attempt(async () => {
      const { rows, next } = await this.#options.load(this.#next);
      if (asked !== this.#asked) return;
      this.#next = next;
      this.#body.replaceChildren(...known, ...rows.map((row) => this.#rowOf(row)));
      const count = this.#body.children.length;
      this.#empty.textContent = count === 0 && next === undefined ? words.none : "";
      this.#more.hidden = next === undefined;
      this.#reporter.loaded(count);
    });
    if (this.#empty.textContent === words.loading) this.#empty.textContent = "";
  }

  #rowOf(row: Row) {
    const { columns, actions } = this.#options;
    const cells = columns.map(({ head, cell }) => cellOf(head, cell(row)));
    if (actions) cells.push(cellOf(words.actions, ...actions(row)));
    const [first] = cells;
    if (first) first.className = "first";
    return element("tr", { role: "row" }, ...cells);
  }
}

function cellOf(head: string, ...inside: (Node | string)[]) {
  const cell = element("td", { role: "cell" }, element("span", { className: "value" }, ...inside));
  cell.dataset.head = head;
  return cell;
}
