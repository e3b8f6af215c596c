/**
 * What is said with files: they are looked up before it is said.
 *
 * @module
 */
import { type FileInfo, type FileRef, ProtocolError } from "../protocol.ts";
import { filePath } from "../protocol/file_name.ts";
import type { Member } from "./people/member.ts";
import { isBug, unanswered } from "./people/member/refusals.ts";
import { cannot } from "./refused_command.ts";
import { type CommandRequest, refuse, type RoomCommand } from "./request.ts";
import type { Tasks } from "./tasks.ts";

/**
 * Code units of JSON that all that is said of a message's files may have: a message with the longest
 * text and all reactions still has to fit into one value of the store.
 */
const TOLD_MAX_LENGTH = 8_000;

/** What is kept of files that were uploaded. */
export interface Uploads {
  /**
   * The files that a message of this id is to have, in order: each was uploaded by this person, and is
   * part of no message, or of that one. `undefined` if that is not so for all of them, for whatever
   * reason.
   */
  find(by: string, id: string, refs: readonly FileRef[]): Promise<FileInfo[] | undefined>;
}

/** Executes a command whose files are known, as if it came now. */
export type Execute = (request: CommandRequest<RoomCommand>) => void;

/** Something that waits its turn. It counts as pending for its sender, who is so read no faster. */
interface Waiting extends Disposable {
  readonly request: CommandRequest<RoomCommand>;
}

/**
 * Looks up the files of what people say. What somebody says after that waits behind it, so that it is
 * said in the order in which it was sent. How much waits is bounded: who has some pending is not read.
 */
export class FileLookup {
  readonly #uploads: Uploads | undefined;
  readonly #tasks: Tasks;
  readonly #execute: Execute;
  readonly #waiting = new Map<Member, Waiting[]>();

  /** Without `uploads` there are no files, and whoever names one is refused. */
  constructor({ uploads }: { uploads?: Uploads | undefined }, tasks: Tasks, execute: Execute) {
    this.#uploads = uploads;
    this.#tasks = tasks;
    this.#execute = execute;
  }

  /** Whether something has to wait. It is executed when its files are known, or refused. */
  takes(request: CommandRequest<RoomCommand>): boolean {
    const { member, command, files } = request;
    // It has waited already.
    if (files) return false;
    const queue = this.#waiting.get(member);
    if (queue) {
      queue.push(waiting(request));
      return true;
    }
    if (command.type !== "say" || !command.files) return false;
    const first = [waiting(request)];
    this.#waiting.set(member, first);
    this.#tasks.keep(this.#work(member, first));
    return true;
  }

  async #work(member: Member, queue: Waiting[]): Promise<void> {
    try {
      for (let next = queue[0]; next; next = queue[0]) {
        using _ = next;
        await this.#serve(next.request);
        queue.shift();
      }
    } finally {
      this.#waiting.delete(member);
      for (const left of queue) left[Symbol.dispose]();
    }
  }

  async #serve(request: CommandRequest<RoomCommand>): Promise<void> {
    try {
      this.#execute({ ...request, files: await this.#filesOf(request) });
    } catch (error) {
      // A failing store reports its failure itself.
      if (isBug(error)) this.#tasks.report(error);
      refuse(request, error instanceof ProtocolError ? error : unanswered(error));
    }
  }

  /** @throws {ProtocolError} If its sender can't say them. */
  async #filesOf(
    { member, command }: CommandRequest<RoomCommand>,
  ): Promise<FileInfo[] | "missing"> {
    if (command.type !== "say" || !command.files) return [];
    const refs = command.files;
    const found = await this.#uploads?.find(member.person.id, command.id, refs);
    // The message may have been stored before, and deleted with them: the journal knows that.
    if (!found) return "missing";
    const told = refs.map((ref, i) => toldOf(found[i]!, ref));
    const { length } = JSON.stringify(told);
    if (length <= TOLD_MAX_LENGTH) return told;
    const why = "the names and descriptions of its files are too long together, shorten some";
    throw cannot("say", "too-long", why);
  }
}

function waiting(request: CommandRequest<RoomCommand>): Waiting {
  const pending = request.member.pending();
  return { request, [Symbol.dispose]: () => pending[Symbol.dispose]() };
}

/** What a message tells of a file: what is known of it, by the name that its sender gives it. */
function toldOf(found: FileInfo, ref: FileRef): FileInfo {
  const { id, type, size, width, height, duration, preview } = found;
  const name = ref.name ?? found.name;
  return {
    ...{ id, url: filePath(id, name), name, type, size },
    ...(width !== undefined && height !== undefined && { width, height }),
    ...(duration !== undefined && { duration }),
    ...(ref.alt !== undefined && { alt: ref.alt }),
    ...(preview && { preview }),
  };
}
