/**
 * What somebody at a terminal does with their account.
 *
 * @module
 */

import type { Connection } from "../connection.ts";
import type { FileInfo, FileRef } from "../../protocol.ts";
import { Account, type ErasureMode, type SessionSummary } from "../connection/account.ts";
import { programName } from "../connection/program_name.ts";
import { Invites } from "../connection/account/invites.ts";
import { Programs } from "../connection/account/programs.ts";
import { plainLine } from "../plain_text.ts";
import { Session, SignInError } from "../connection/endpoint.ts";
import { ModerationCommands, type ModerationInput } from "./account/moderation.ts";
import { InviteCommands, type InviteInput } from "./account/invites.ts";
import { People } from "../connection/account/people.ts";
import { doWithProfiles, type ProfileInput } from "./account/profile.ts";
import { RaidCommands, type RaidInput } from "./account/raid.ts";
import { doWithPrograms, type ProgramInput } from "./account/programs.ts";
import type { Path } from "./files/arguments.ts";
import { dayFormat } from "./view/dates.ts";
import { say, told } from "../program/languages.ts";

/** A code as a server prints it: no invitation looks like that. */
const CLAIM_CODE = /^\w{5}(?:-\w{5}){3}$/;

/** What they want. */
export type AccountInput =
  | { type: "claim"; invite?: string }
  | { type: "password" | "sessions" | "blocks" }
  /** Deletes the account, with what was said or without. */
  | { type: "delete-account"; messages: ErasureMode }
  | { type: "block" | "unblock"; name: string }
  /** Ends a session, by its number in the list. */
  | { type: "revoke"; number: number }
  | ModerationInput
  | InviteInput
  | ProfileInput
  | ProgramInput
  | RaidInput;

const ABOUT_ACCOUNTS: Readonly<Record<AccountInput["type"], true>> = {
  claim: true,
  "delete-account": true,
  moderation: true,
  reports: true,
  raid: true,
  resolve: true,
  files: true,
  password: true,
  sessions: true,
  revoke: true,
  blocks: true,
  block: true,
  unblock: true,
  "invite-link": true,
  invites: true,
  "revoke-invite": true,
  whois: true,
  people: true,
  display: true,
  zone: true,
  picture: true,
  status: true,
  bots: true,
  bot: true,
  unbot: true,
  hooks: true,
  hook: true,
  unhook: true,
};

/** Whether what somebody wants is about their account. */
export function isAboutAccount<T extends { type: string }>(input: T): input is T & AccountInput {
  return Object.hasOwn(ABOUT_ACCOUNTS, input.type);
}

/** Where questions are asked, and results are shown. */
export interface AccountUi {
  /** Asks for secrets unseen; `undefined` when somebody does not want to say. */
  ask(...questions: string[]): Promise<string[] | undefined>;
  confirm(question: string): Promise<boolean>;
  quiet(...lines: string[]): void;
  wrong(message: string): void;
  /** A file as a line, with the number by which it is saved. */
  card(file: FileInfo): string;
  /** Uploads a file; `undefined` when that failed, which is told. */
  upload?: (path: Path) => Promise<FileRef | undefined>;
}

/** Claims a name, changes its password, lists and ends its sessions. */
export class AccountCommands {
  readonly #url: string;
  readonly #connection: Connection;
  readonly #ui: AccountUi;
  readonly #invites = new InviteCommands();
  readonly #moderation: ModerationCommands;
  readonly #raid: RaidCommands;
  #listed: SessionSummary[] = [];

  constructor(url: string, connection: Connection, ui: AccountUi) {
    this.#url = url;
    this.#connection = connection;
    this.#ui = ui;
    this.#moderation = new ModerationCommands((file) => ui.card(file));
    this.#raid = new RaidCommands(ui);
  }

  /** Executes an account command, and prints the outcome. */
  async do(input: AccountInput): Promise<void> {
    const { token, you } = this.#connection;
    if (token === undefined || you === undefined) {
      return this.#ui.wrong(say`Not connected`);
    }
    const session = new Session(this.#url, { token });
    try {
      this.#ui.quiet(...await this.#answerTo(input, session, you));
    } catch (error) {
      if (!(error instanceof SignInError)) throw error;
      this.#ui.wrong(told(error.message));
    }
  }

  async #answerTo(input: AccountInput, session: Session, you: string): Promise<string[]> {
    const account = new Account(session);
    switch (input.type) {
      case "claim":
        return await this.#claim(account, you, input.invite);
      case "password":
        return await this.#changePassword(account);
      case "delete-account":
        return await this.#delete(account, you, input.messages);
      case "moderation":
      case "reports":
      case "resolve":
      case "files":
        return await this.#moderation.do(input, session);
      case "raid":
        return await this.#raid.do(input, session);
      case "sessions":
        return await this.#list(account);
      case "revoke":
        return await this.#end(account, input.number);
      case "blocks":
        return await this.#listBlocks(account);
      case "block":
        await account.block(input.name);
        return [say`You get nothing from ${input.name} any more. /unblock ends that`];
      case "unblock":
        await account.unblock(input.name);
        return [say`You get messages from ${input.name} again`];
      case "invite-link":
      case "invites":
      case "revoke-invite":
        return await this.#invites.do(input, new Invites(session));
      case "whois":
      case "people":
      case "display":
      case "zone":
      case "picture":
      case "status":
        return await doWithProfiles(input, new People(session), {
          you,
          upload: this.#ui.upload,
        });
      default:
        return await doWithPrograms(input, new Programs(session));
    }
  }

  /** What stands behind it is an invitation, or the code that makes one the administrator. */
  async #claim(account: Account, name: string, secret = ""): Promise<string[]> {
    const said = await this.#ui.ask(
      say`New password for ${name}: `,
      say`New password again: `,
    );
    const [password = "", again] = said ?? [];
    if (said === undefined) return [say`Nothing was changed`];
    if (password !== again) return [say`The passwords differ. Nothing was changed`];
    const claim = CLAIM_CODE.test(secret) ? secret : undefined;
    const invite = claim === undefined && secret !== "" ? secret : undefined;
    await account.claim({ name, password, invite, claim });
    if (claim !== undefined) {
      return [say`${name} is yours, and you are the administrator of this server now`];
    }
    return [say`${name} is yours now. Elsewhere, sign in with your password`];
  }

  async #changePassword(account: Account): Promise<string[]> {
    const questions = [say`Current password: `, say`New password: `, say`New password again: `];
    const said = await this.#ui.ask(...questions);
    const [password = "", wanted = "", again] = said ?? [];
    if (said === undefined) return [say`Nothing was changed`];
    if (wanted !== again) return [say`The passwords differ. Nothing was changed`];
    await account.changePassword(password, wanted);
    return [say`Your password was changed. You are signed out everywhere else`];
  }

  async #delete(account: Account, name: string, messages: ErasureMode): Promise<string[]> {
    const said = await this.#ui.ask(
      messages === "delete"
        ? say`Password of ${name}, to delete your account and all that you said for good: `
        : say`Password of ${name}, to delete your account for good: `,
    );
    if (said === undefined) return [say`Nothing was deleted`];
    await account.remove(said[0] ?? "", messages);
    return [say`${name} is no account any more`];
  }

  async #list(account: Account): Promise<string[]> {
    this.#listed = await account.sessions();
    return this.#listed.map(({ program, address, seen, current }, at) => {
      const name = programName(program) || say`a program without a name`;
      const day = dayFormat().format(seen);
      const where = say`${name}, from ${address}, last seen ${day}`;
      return `${at + 1}  ${where}${current ? say`, here` : ""}`;
    });
  }

  async #listBlocks(account: Account): Promise<string[]> {
    const blocks = await account.blocks();
    if (blocks.length === 0) return [say`You have blocked nobody`];
    const names = blocks.map(({ name }) => plainLine(name)).join(", ");
    return [say`You have blocked ${names}`];
  }

  async #end(account: Account, number: number): Promise<string[]> {
    const session = this.#listed[number - 1];
    if (session === undefined) return [say`There is no session ${number}: /sessions lists them`];
    await account.endSession(session.id);
    return [say`Session ${number} is signed out`];
  }
}
