/**
 * Blocking people: nothing that they say reaches the person who blocked them, on any socket.
 *
 * @module
 */
import { type Answer, type Command, ProtocolError } from "../../protocol.ts";
import { nameKey } from "../../protocol/name.ts";
import type { CommandRequest } from "../request.ts";
import { BlockList } from "./block_list.ts";
import { type Block, type Blocks, BLOCKS_MAX } from "./person_blocks.ts";
import type { DirectRooms } from "../rooms/direct_rooms.ts";
import { JournalError } from "../log/journal.ts";
import type { Member, Person } from "./member.ts";
import { keysOf, type Names } from "./member/names.ts";
import type { Online } from "./online.ts";
import { forbidden } from "../refused_command.ts";

/** A command that blocks somebody, or ends that. */
type BlockCommand = Extract<Command, { type: "block" | "unblock" }>;

export interface BlockingOptions {
  readonly blocks: Blocks;
  readonly online: Online;
  readonly directs: DirectRooms;
  readonly names: Names;
}

export class Blocking {
  readonly #options: BlockingOptions;
  #isRefreshing = false;
  /** People whose blocks were changed on another server in the last minute, until that is applied. */
  readonly #stale = new Set<string>();

  constructor(options: BlockingOptions) {
    this.#options = options;
  }

  /** Sets the blocks of a new connection: those of the person's other sockets, or the stored ones. */
  welcome(member: Member, kept: readonly Block[]): void {
    const [other] = this.#socketsOf(member.person).filter((socket) => socket !== member);
    member.blocks = other ? other.blocks : this.listed(kept);
  }

  /** Whom somebody without a socket has blocked: as on their sockets, or as it is stored. */
  async listOf(person: Person): Promise<BlockList | undefined> {
    const [socket] = this.#socketsOf(person);
    return socket ? socket.blocks : this.listed(await this.of(person));
  }

  /** Blocks as a list, by which lines are read. */
  listed(blocks: readonly Block[]): BlockList | undefined {
    return BlockList.of(blocks, this.#options.names);
  }

  /** Whom a person has blocked, the newest first. */
  of({ id }: Person): Promise<Block[]> {
    return this.#options.blocks.of(id);
  }

  /** Executes a block command. */
  async execute({ member, command, at }: CommandRequest<BlockCommand>): Promise<Answer> {
    const { type, name, ref } = command;
    if (type === "block") await this.block(member.person, name, at);
    else await this.unblock(member.person, name);
    return { type: "done", ref };
  }

  /**
   * Blocks a name.
   *
   * @throws {ProtocolError} If it is the person's own, or they have blocked too many.
   */
  async block(person: Person, name: string, at: number): Promise<void> {
    const { blocks, directs, names } = this.#options;
    const key = nameKey(name);
    if (keysOf(person).includes(key)) throw forbidden("block", "this is your own name");
    if (!await blocks.add(person.id, { name, at })) {
      throw forbidden(
        "block",
        `you have blocked ${BLOCKS_MAX} people, which is the limit; unblock somebody first`,
      );
    }
    for (const member of this.#socketsOf(person)) {
      member.blocks = (member.blocks ?? new BlockList([])).with(names.like(key));
      directs.hide(member);
    }
  }

  /**
   * Ends a block.
   *
   * @throws {ProtocolError} If there is none.
   */
  async unblock(person: Person, name: string): Promise<void> {
    const { blocks, names } = this.#options;
    const keys = names.like(nameKey(name));
    const deleted = await Promise.all(keys.map((key) => blocks.delete(person.id, key)));
    if (!deleted.includes(true)) {
      throw new ProtocolError("no-such-person", `Cannot unblock: you have not blocked ${name}`);
    }
    for (const member of this.#socketsOf(person)) member.blocks = member.blocks?.without(keys);
  }

  /**
   * Applies blocks to all names of somebody who was renamed just now, by one of their keys. All who are
   * here are looked at: a guest is seldom renamed.
   */
  renamed(key: string): void {
    const { online, names } = this.#options;
    const keys = names.like(key);
    for (const member of online) {
      const { blocks } = member;
      if (keys.some((one) => blocks?.has(one))) member.blocks = blocks?.with(keys);
    }
  }

  /** Applies what people changed on other servers. */
  async refresh(): Promise<void> {
    if (this.#isRefreshing) return;
    this.#isRefreshing = true;
    try {
      await this.#refresh();
    } catch (error) {
      // The store reports its failure itself. The next call applies what we missed.
      if (!(error instanceof JournalError)) throw error;
    } finally {
      this.#isRefreshing = false;
    }
  }

  async #refresh(): Promise<void> {
    const { blocks, online, directs } = this.#options;
    for (const person of await blocks.changed()) this.#stale.add(person);
    if (this.#stale.size === 0) return;
    for (const member of [...online].filter(({ person }) => this.#stale.has(person.id))) {
      const before = member.blocks;
      const list = this.listed(await blocks.of(member.person.id));
      // What they changed here meanwhile is newer than what was read.
      if (member.blocks !== before) continue;
      member.blocks = list;
      directs.hide(member);
    }
    this.#stale.clear();
  }

  #socketsOf({ id, key }: Person): Member[] {
    return this.#options.online.named(key).filter(({ person }) => person.id === id);
  }
}
