/**
 * The names that a room gets for all to see, and why it may not have one.
 *
 * @module
 */
import type { ModerationAction } from "../../../protocol.ts";
import { forbidden } from "../../refused_command.ts";
import type { Directory } from "../../rooms/directory.ts";

type Check = (
  directory: Directory,
  name: string,
  key: string,
  type: ModerationAction["type"],
) => void;

/**
 * The names by which all will know of a room after an action: nobody else gets them meanwhile.
 *
 * @throws {ProtocolError} If the room can't have one: it is, or looks like, another's.
 */
export function newNamesOf(
  directory: Directory,
  { key, name }: { readonly key: string; readonly name: string },
  action: ModerationAction,
): string[] {
  const { type } = action;
  const policy = directory.policy(key);
  const isHidden = policy.access === "hidden";
  if (type === "rename") {
    refuseTaken(directory, action.name, key, type);
    refuseLookalike(directory, action.name, key, type);
    // To keep a hidden room's name from others would tell of it.
    return isHidden ? [] : [action.name];
  }
  if (type !== "access" || action.access === "hidden") return [];
  const names = policy.name === undefined ? [name] : [name, policy.name];
  for (const one of names) {
    refuseTaken(directory, one, key, type);
    // Nothing changes for a room that was never hidden.
    if (isHidden) refuseLookalike(directory, one, key, type);
  }
  return names;
}

const refuseTaken: Check = (directory, name, key, type) => {
  if (directory.isTaken(name, key)) throw forbidden(type, `another room is called ${name}`);
};

const refuseLookalike: Check = (directory, name, key, type) => {
  const other = directory.lookalike(name, key);
  if (other !== undefined) throw forbidden(type, `its name looks like that of ${other}`);
};
