/**
 * Moderation actions: made durable, then in force for everybody at once.
 *
 * @module
 */
import type { Answer } from "../../protocol.ts";
import { nameKey } from "../../protocol/name.ts";
import type { CommandRequest, RoomAction, ServerBan } from "../request.ts";
import type { Journal } from "../log/journal.ts";
import { Administration } from "./moderation/administration.ts";
import type { Moderated } from "./moderation/moderated.ts";
import { type BulkOutcome, type BulkRequest, ruleBulk } from "./moderation/bulk.ts";
import { isSilent, openPolicy, type Policy, type Visitor } from "./policy.ts";
import { reaches, roleOf } from "./roles.ts";
import type { Blocks } from "../people/person_blocks.ts";
import { type Policies, SERVER } from "./policies.ts";
import type { People } from "../rooms/direct.ts";
import type { Member, Person } from "../people/member.ts";
import { keysOf, type Names } from "../people/member/names.ts";
import { Caller } from "../people/member/caller.ts";
import { admissionNotice, noticeOf } from "./notices.ts";
import type { Online } from "../people/online.ts";
import { authorizeBy, type Permissions } from "./permissions.ts";
import type { Room } from "../room.ts";
import type { Rooms } from "../rooms.ts";
import { admitted, applied, type Subject } from "./actions.ts";
import { newNamesOf } from "./policy/new_names.ts";
import { noticePost } from "../log/posts.ts";
import { forbidden } from "../refused_command.ts";

/** Addresses of one person that a ban is of. */
const ADDRESSES_MAX = 8;

/** Somebody who has followed a link into a room, by its key, and who made that. */
export interface Admission {
  readonly key: string;
  readonly by: Person;
  readonly visitor: Visitor;
  readonly at: number;
}

export interface ModerationOptions {
  readonly policies: Policies;
  readonly journal: Journal;
  readonly blocks: Blocks;
  readonly people: People;
  readonly rooms: Rooms;
  readonly permissions: Permissions;
  readonly online: Online;
  readonly names: Names;
  readonly onModerated: ((applied: Moderated) => void) | undefined;
}

export class Moderation {
  readonly #options: ModerationOptions;

  /** What administrators decide, wherever they are. */
  readonly administration: Administration;

  constructor(options: ModerationOptions) {
    this.#options = options;
    const { policies, rooms, journal } = options;
    this.administration = new Administration({ policies, rooms, journal, moderation: this });
  }

  /**
   * Executes a moderation action in a room.
   *
   * @throws {ProtocolError} If it is not permitted, or not possible.
   */
  async rule(room: Room, request: CommandRequest<RoomAction>): Promise<Answer> {
    const { member, command, at } = request;
    const { policies, rooms, online } = this.#options;
    const { type, ref } = command;
    const names = newNamesOf(rooms.directory, room, command);
    using _names = rooms.directory.reserve(room.key, names);
    const isPersonal = "name" in command && type !== "rename";
    const subject = isPersonal ? await this.#subjectOf(command.name) : undefined;
    const isSilent = await this.#isSilent(member, command, subject);
    const policy = await policies.change(room.key, (known = openPolicy()) => {
      const role = authorizeBy(known, command, member, at);
      // Only who is in the room when it ceases to be open matters.
      const members = type === "access" ? room.members.filter(({ kind }) => kind === "socket") : [];
      const present = members.map(({ person }) => person.id);
      const by = member.person.name;
      return applied(known, { action: command, role, subject, present, isSilent, at, by });
    });
    rooms.govern(room.key, policy);
    const { name: by } = member.person;
    const notice = noticeOf(command, subject?.name ?? "", by);
    // Nobody was in it if it is not in use any more.
    rooms.get(room.key)?.post(noticePost(member, command, notice, room.name, at));
    const isTold = type === "invite" && subject !== undefined && !isSilent;
    for (const guest of isTold ? online.named(subject.key) : []) {
      if (guest !== member) guest.answer({ type: "invited", room: room.name, from: by });
    }
    this.#options.onModerated?.({ at, by: member.person, action: command, about: subject?.id });
    return { type: "done", ref, room: room.name };
  }

  /**
   * Executes an action about several people in the room of a key.
   *
   * @throws {ProtocolError} If there is none, or whoever asks may do it to nobody there.
   */
  async ruleBulk(key: string, request: BulkRequest): Promise<BulkOutcome> {
    const room = await this.administration.open(key);
    const { policies, rooms, onModerated } = this.#options;
    const subjectOf = (name: string) => this.#subjectOf(name);
    return await ruleBulk(room, request, { policies, rooms, onModerated, subjectOf });
  }

  /** The names of the people who are in the room of a key now. */
  namesIn(key: string): readonly string[] {
    return this.#options.rooms.get(key)?.presence.names ?? [];
  }

  /**
   * Bans somebody from the whole server, or ends that.
   *
   * @throws {ProtocolError} If it is not permitted, or not possible.
   */
  async banFromServer({ member, command, at }: CommandRequest<ServerBan>): Promise<Answer> {
    const { policies, rooms, permissions, onModerated } = this.#options;
    const subject = await this.#subjectOf(command.name);
    const policy = await policies.change(SERVER, (known = openPolicy()) => {
      if (!permissions.mayAdminister(member)) {
        throw forbidden("ban", "only administrators may ban from the whole server");
      }
      const role = "administrator";
      const by = member.person.name;
      return applied(known, { action: command, role, subject, present: [], at, by });
    });
    rooms.govern(SERVER, policy);
    onModerated?.({ at, by: member.person, action: command, about: subject.id });
    return { type: "done", ref: command.ref };
  }

  /**
   * Lets somebody in whom a link invites. `false` if there is no such room any more, or who made the
   * link may invite nobody now.
   *
   * @throws {ProtocolError} If they are banned, or the room has as many as it can have.
   */
  async admit({ key, by, visitor, at }: Admission): Promise<boolean> {
    const { policies, rooms, permissions, onModerated } = this.#options;
    const name = rooms.directory.nameOf(key);
    const maker = { person: by, address: undefined };
    const mayInvite = (policy: Policy) => reaches(roleOf(policy, maker, at), "moderator");
    const before = rooms.directory.policy(key);
    const isGood = name !== undefined && permissions.mayConnect(maker, at) && mayInvite(before);
    if (!isGood) return false;
    const { id } = visitor.person;
    // Whoever was asked in and not told does not come to it by its name yet.
    if (roleOf(before, visitor, at) !== "outsider" && !isSilent(before, id)) return true;
    const action = { type: "invite", room: name, name: visitor.person.name } as const;
    let isRefused = false;
    const policy = await policies.change(key, (known = openPolicy()) => {
      isRefused = !mayInvite(known);
      if (isRefused) return known;
      const next = admitted(known, id);
      authorizeBy(next, { type: "join", room: name }, visitor, at);
      return next;
    });
    rooms.govern(key, policy);
    if (isRefused) return false;
    const room = await rooms.open({ key, name }, () => undefined);
    const notice = admissionNotice(action.name, by.name);
    room?.post(noticePost(new Caller(by), action, notice, name, at));
    onModerated?.({ at, by, action, about: id });
    return true;
  }

  /**
   * Whether it lets somebody in who has blocked who asks: they hear nothing of it. To all others it is
   * as any other, or it would tell of the block.
   */
  async #isSilent(
    { person }: Member,
    { type }: RoomAction,
    subject: Subject | undefined,
  ): Promise<boolean> {
    const letsIn = type === "invite" || type === "moderator";
    if (!letsIn || subject?.id === undefined) return false;
    const { blocks } = this.#options;
    const blocked = keysOf(person).map((key) => blocks.has(subject.id!, key));
    return (await Promise.all(blocked)).includes(true);
  }

  async #subjectOf(name: string): Promise<Subject> {
    const { people, online, names } = this.#options;
    const key = names.keyNow(nameKey(name));
    const sockets = [...online.named(key)];
    const person = sockets[0]?.person;
    const addresses = sockets.flatMap(({ address }) => address ?? []);
    return {
      id: person?.id ?? await people.find(key),
      key,
      name: person?.name ?? name,
      // Administrators are that also while they are away.
      admin: person ? person.admin ?? false : await people.accounts?.isAdminNamed(key) ?? false,
      addresses: [...new Set(addresses)].slice(0, ADDRESSES_MAX),
    };
  }
}
