/**
 * Rows of what is stored of moderation, for the tests of backups.
 *
 * @module
 */
import { openPolicy, type Policy } from "../../../hub/permissions/policy.ts";
import { keys } from "../../../server/kv/keys.ts";
import { piecesOf } from "../../../server/kv/people/policies.ts";

const POLICY: Policy = {
  ...openPolicy("guest:ada"),
  ...{ name: "Cave", slow: 5_000, announce: true, archived: true, reported: 7 },
  bans: [{ key: "eve", by: "ada", reason: "a raid" }],
};
const REPORT = {
  ...{ id: "r1", at: 1, by: { id: "account:bob", name: "bob" } },
  ...{ room: "den", name: "Den", reason: "spam" },
  message: {
    ...{ seq: 1, at: 1, from: { id: "guest:ada", name: "ada" } },
    ...{ text: "buy", files: ["cat.png"] },
  },
};
const REMOVAL = {
  ...{ id: "r1", name: "eve", since: 1, at: 2, deleted: 3 },
  by: { id: "account:bob", name: "Bob", key: "bob", guest: false },
};
const ROOM_REMOVAL = {
  ...{ ...REMOVAL, id: "r2", since: 0, room: "den" },
  by: { ...REMOVAL.by, admin: true },
};

export const MODERATION_ROWS = {
  policy: piecesOf(POLICY).map((piece, i) => [keys.policyPiece("den", i), piece] as const),
  removal: [
    [keys.removal("r1"), REMOVAL] as const,
    [keys.removal("r2"), ROOM_REMOVAL] as const,
  ],
  report: [[keys.report(REPORT.id), REPORT] as const],
  reportOpen: [[keys.reportOpen("den", REPORT.id), 1] as const],
  reportOf: [[keys.reportOf(REPORT.by.id, "den 1"), REPORT.id] as const],
  reportsMade: [[keys.reportsMade(REPORT.by.id, 0), 1] as const],
};
