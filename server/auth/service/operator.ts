/**
 * Whoever runs the server, who may what administrators may without an account: by a key that nobody else
 * can read, on a port of its own.
 *
 * @module
 */
import type { Person } from "../../../hub/people/member.ts";
import type { Session } from "../session_store.ts";

/** What the audit log calls them: nobody can have a name with a space. */
const NAME = "the operator";

/** The operator, as a person. */
export const OPERATOR: Person = {
  ...{ id: "operator", name: NAME, key: NAME, guest: false, admin: true },
};

/** What they ask with: it is not stored, and does not expire. */
export const OPERATOR_SESSION: Session = {
  ...{ id: "operator", person: OPERATOR.id, name: NAME, guest: false },
  ...{ made: 0, seen: 0, expires: Infinity, program: "deno task admin", address: "" },
};
