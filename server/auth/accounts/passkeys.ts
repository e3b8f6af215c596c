/**
 * Passkeys: another way in than a password, or beside it. Their keys are with the account, and sign for
 * our host alone.
 *
 * @module
 */
import { AuthError } from "../auth_error.ts";
import type { Account } from "./account.ts";
import {
  hasCountedOn,
  isOf,
  type NewPasskeyAnswer,
  type PasskeyAnswer,
  type ReadAnswer,
  readAnswer,
  readNewPasskey,
  refuseUnverified,
} from "./passkeys/answers.ts";
import {
  type ChallengeUse,
  makeChallenge,
  newNonce,
  type Purpose,
  readChallenge,
} from "./passkeys/challenge.ts";
import { DECOY } from "./passkeys/decoy.ts";
import {
  base64url,
  type Passkey,
  PasskeyError,
  passkeyId,
  PASSKEYS_MAX,
  userHandle,
} from "./passkeys/passkey.ts";
import type { NotChanged, PasskeyStore } from "./passkeys/passkey_store.ts";
import type { RelyingParty } from "./passkeys/relying_party.ts";

/** What an answer of an authenticator is for. */
export interface Use {
  readonly party: RelyingParty;
  readonly purpose: Purpose;
  /** Whose the challenge was, as `ChallengeUse` has it. */
  readonly whose: string;
}

/** A passkey that was used, and its account with the use noted. */
export interface Used {
  readonly account: Account;
  readonly passkey: Passkey;
}

/** A passkey that no account has yet, and the challenge that it answered. */
export interface Made {
  readonly passkey: Passkey;
  readonly nonce: string;
}

/** Why no more is said: whoever asks must not learn which passkeys there are. */
const UNKNOWN = "it is none of ours, or was removed";

export class Passkeys {
  readonly #store: PasskeyStore;
  readonly #now: () => number;

  /** @param now the clock, in milliseconds since the epoch */
  constructor(store: PasskeyStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** A challenge, of a nonce if something was made of that. */
  async challenge({ party, purpose, whose }: Use, nonce: string = newNonce()): Promise<string> {
    const key = await this.#store.challengeKey();
    const use: ChallengeUse = { purpose, host: party.host, whose };
    return makeChallenge(key, use, this.#now(), nonce);
  }

  /**
   * Reads a passkey that was just made.
   *
   * @param named what its owner calls it, and how browsers reach it
   * @throws {AuthError} If it is not as it has to be.
   */
  async read(
    answer: NewPasskeyAnswer,
    use: Use,
    named: Pick<Passkey, "name" | "transports">,
  ): Promise<Made> {
    return await asking("add passkey", async () => {
      const made = await readNewPasskey(answer, use.party);
      const nonce = await this.#nonceOf(made.challenge, use);
      const { algorithm, key, counter, isSyncable: synced } = made;
      const known = {
        id: passkeyId(made.credential),
        credential: base64url(made.credential),
        host: use.party.host,
      };
      const passkey = {
        ...{ ...known, algorithm, key, counter, synced, ...named },
        made: this.#now(),
      };
      return { passkey, nonce };
    });
  }

  /**
   * Adds a passkey to an account.
   *
   * @throws {AuthError} If there are too many, it is known already, or its challenge was used.
   */
  async add(account: Account, { passkey, nonce }: Made): Promise<Account> {
    const changed = await this.#store.change(account, nonce, (known) => {
      const { passkeys = [] } = known;
      if (passkeys.length < PASSKEYS_MAX) return { ...known, passkeys: [...passkeys, passkey] };
      throw AuthError.forbidden("add passkey", `an account has at most ${PASSKEYS_MAX}`);
    });
    return successOf(changed, "add passkey");
  }

  /**
   * The account whose passkey has answered. That is used up, and noted with the passkey.
   *
   * @param of the account whose it has to be, if that is known
   * @param options.isAlone whether there is no other proof: then its owner has to be made sure of
   * @throws {AuthError} If it is not right.
   */
  async use(
    answer: PasskeyAnswer,
    use: Use,
    { of, isAlone, action }: { of?: Account | undefined; isAlone: boolean; action: string },
  ): Promise<Used> {
    return await asking(action, async () => {
      const read = await readAnswer(answer, use.party);
      const nonce = await this.#nonceOf(read.challenge, use);
      if (isAlone) refuseUnverified(read.data);
      const id = passkeyId(read.credential);
      const account = await this.#store.find(id);
      const passkey = account?.passkeys?.find((one) => one.id === id);
      // Of what is not known a signature is checked all the same, which takes as long.
      const isRight = await isOf(read, passkey ?? DECOY, use.party);
      if (!account || !passkey || !isRight) throw new PasskeyError(UNKNOWN);
      const isTheirs = read.user === undefined
        ? of !== undefined
        : read.user === userHandle(account.id);
      if (!isTheirs || of !== undefined && of.id !== account.id) throw new PasskeyError(UNKNOWN);
      return await this.#noteUse(account, { id, nonce, read, action });
    });
  }

  async rename(account: Account, id: string, name: string): Promise<Passkey | undefined> {
    const changed = await this.#store.change(account, undefined, (known) => {
      return {
        ...known,
        passkeys: (known.passkeys ?? []).map((one) => one.id === id ? { ...one, name } : one),
      };
    });
    return successOf(changed, "rename passkey").passkeys?.find((one) => one.id === id);
  }

  /**
   * Removes a passkey, and gives what it was; `undefined` if there is no such.
   *
   * @throws {AuthError} If its owner could not come in without.
   */
  async remove(account: Account, id: string): Promise<Passkey | undefined> {
    let removed: Passkey | undefined;
    const changed = await this.#store.change(account, undefined, (known) => {
      const { passkeys = [] } = known;
      removed = passkeys.find((one) => one.id === id);
      const left = passkeys.filter((one) => one !== removed);
      const isLast = removed !== undefined && left.length === 0;
      if (isLast && known.password === "") {
        throw AuthError.forbidden("remove passkey", "it is your only way in, set a password first");
      }
      if (isLast && known.secondFactor) {
        throw AuthError.forbidden(
          "remove passkey",
          "your password alone is not enough, as you said; change that first",
        );
      }
      return { ...known, passkeys: left };
    });
    successOf(changed, "remove passkey");
    return removed;
  }

  /**
   * Sets whether the password alone is not enough.
   *
   * @throws {AuthError} If there is no passkey that it could take besides.
   */
  async setSecondFactor(account: Account, on: boolean): Promise<void> {
    const changed = await this.#store.change(account, undefined, (known) => {
      if (on) refuseWithout(known, "need passkey");
      return { ...known, secondFactor: on };
    });
    successOf(changed, "change this");
  }

  /**
   * Removes the password: only passkeys let their owner in then.
   *
   * @throws {AuthError} If there is none.
   */
  async removePassword(account: Account): Promise<void> {
    const changed = await this.#store.change(account, undefined, (known) => {
      refuseWithout(known, "remove password");
      // A password that is set later is enough until its owner says something else.
      return { ...known, password: "", secondFactor: false };
    });
    successOf(changed, "remove password");
  }

  async #noteUse(
    account: Account,
    { id, nonce, read, action }: { id: string; nonce: string; read: ReadAnswer; action: string },
  ): Promise<Used> {
    let used: Passkey | undefined;
    const changed = await this.#store.change(account, nonce, (known) => {
      const passkey = known.passkeys?.find((one) => one.id === id);
      if (!passkey) throw new PasskeyError(UNKNOWN);
      if (!hasCountedOn(passkey, read)) throw AuthError.copiedPasskey(action, passkey.name);
      used = { ...passkey, counter: read.data.counter, used: this.#now() };
      return {
        ...known,
        passkeys: known.passkeys!.map((one) => one === passkey ? used! : one),
      };
    });
    return { account: successOf(changed, action), passkey: used! };
  }

  async #nonceOf(challenge: string, { party, purpose, whose }: Use): Promise<string> {
    const use = { purpose, host: party.host, whose };
    return readChallenge(challenge, await this.#store.challengeKey(), use, this.#now()).nonce;
  }
}

/** Why there is no account with a change, in words. */
export const NOT_CHANGED: Readonly<Record<NotChanged, string>> = {
  gone: "the account is gone",
  used: "this was done already, try again",
  taken: "it is known here already",
};

function successOf(changed: Account | NotChanged, action: string): Account {
  if (typeof changed !== "string") return changed;
  throw AuthError.wrongPasskey(action, NOT_CHANGED[changed]);
}

function refuseWithout({ passkeys = [] }: Account, action: string): void {
  if (passkeys.length > 0) return;
  throw AuthError.forbidden(action, "there is none, add one first");
}

/** Says of what is wrong with an answer what it was for. */
async function asking<T>(action: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof PasskeyError) throw AuthError.wrongPasskey(action, error.message);
    throw error;
  }
}
