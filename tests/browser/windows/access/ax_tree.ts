/**
 * The accessibility tree of a page, as the browser gives it to a screen reader.
 *
 * @module
 */

import { until } from "../../../support/until.ts";
import type { Window } from "../../support/window.ts";

/** A node, as the browser's own tools tell of it. */
interface AxNode {
  readonly nodeId: string;
  readonly childIds?: readonly string[];
  readonly ignored: boolean;
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly description?: { readonly value: string };
  readonly properties?: readonly { readonly name: string; readonly value: { value?: unknown } }[];
}

/** What is read out of something: what it is, what it is called, and what is said of it besides. */
export interface Read {
  readonly role: string;
  readonly name: string;
  readonly description: string;
}

export class AxTree {
  readonly #window: Window;

  constructor(window: Window) {
    this.#window = window;
  }

  /** What is read where the focus is. */
  async focused(): Promise<Read> {
    const expression = "document.activeElement";
    const { result } = await this.#window.devtools("Runtime.evaluate", { expression }) as {
      result: { objectId: string };
    };
    const { nodes } = await this.#window.devtools("Accessibility.getPartialAXTree", {
      objectId: result.objectId,
      fetchRelatives: false,
    }) as { nodes: AxNode[] };
    return readOf(nodes[0]);
  }

  /** Waits until the focus is somewhere that is read so. */
  async reads(role: string, name: RegExp, description = /(?:)/): Promise<void> {
    let read: Read | undefined;
    const isIt = async () => {
      read = await this.focused();
      return read.role === role && name.test(read.name) && description.test(read.description);
    };
    await until(isIt, () => `${role} ${name}; read was ${JSON.stringify(read)}`);
  }

  /**
   * What can have the focus without a name, or is nothing that a person knows. A line of the conversation
   * gets its name from what is in it, once it has the focus.
   */
  async nameless(): Promise<Read[]> {
    const nodes = await this.#all();
    return nodes.filter((node) =>
      !node.ignored && isTrue(node, "focusable") && node.role?.value !== "RootWebArea"
    )
      .map(readOf)
      .filter(({ role, name }) =>
        role !== "listitem" && (name.trim() === "" || NO_ROLES.has(role))
      );
  }

  /** Waits until something is said by itself, as a screen reader would. */
  async says(text: string): Promise<void> {
    let said: string[] = [];
    const isIt = async () => {
      said = await this.#said();
      return said.some((one) => one.includes(text));
    };
    await until(isIt, () => `${text} to be said; said was ${JSON.stringify(said)}`);
  }

  /** What stands where changes are said by themselves. */
  async #said(): Promise<string[]> {
    const nodes = await this.#all();
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const textOf = (node: AxNode): string =>
      node.role?.value === "StaticText"
        ? readOf(node).name
        : (node.childIds ?? []).map((id) => byId.get(id)).filter((child) => child !== undefined)
          .map(textOf).join(" ");
    const isLive = ({ properties = [] }: AxNode) =>
      properties.some(({ name, value }) => name === "live" && value.value !== "off");
    return nodes.filter(isLive).map(textOf);
  }

  async #all(): Promise<AxNode[]> {
    const { nodes } = await this.#window.devtools("Accessibility.getFullAXTree", {}) as {
      nodes: AxNode[];
    };
    return nodes;
  }
}

/** What says nothing of what something is for. */
const NO_ROLES: ReadonlySet<string> = new Set(["generic", "none", "GenericContainer", ""]);

function readOf(node: AxNode | undefined): Read {
  const [role = "", name = "", description = ""] = [
    node?.role?.value,
    node?.name?.value,
    node?.description?.value,
  ];
  return { role, name, description };
}

function isTrue({ properties = [] }: AxNode, wanted: string): boolean {
  return properties.some(({ name, value }) => name === wanted && value.value === true);
}
