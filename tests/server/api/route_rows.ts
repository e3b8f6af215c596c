/**
 * Every route, and what everybody is answered there.
 *
 * @module
 */
import { PASSWORD } from "../../support/server/asker.ts";
import { ACCOUNT_ROWS } from "./accounts/rows.ts";
import { MODERATOR_ROWS } from "./rooms/rows.ts";
import { ADMIN_ROWS } from "./admin/rows.ts";

/** Everybody who may ask. The last ones are who has no session, whatever they carry. */
export type Who =
  | "nobody"
  | "a guest"
  | "an account"
  | "the administrator"
  | "a bot"
  | "a foreign page"
  | "a bad token";

/** What each is answered: a status, and the reason of a refusal. */
type Row = Readonly<Record<Who, string>> & { readonly body?: Record<string, unknown> };

const OUT = { "nobody": "401 no-session", "a bad token": "401 no-session" } as const;
const FOREIGN = { "a foreign page": "403 foreign-origin" } as const;
const NO_MATTER_WHO = (answer: string) => ({
  ...FOREIGN,
  ...{ "nobody": answer, "a guest": answer, "an account": answer, "the administrator": answer },
  "a bot": answer,
});
const FOR_PEOPLE = (answer: string) => ({ ...NO_MATTER_WHO(answer), ...OUT });
/** Where a bot has nothing. */
const FOR_DEVICES = (answer: string) => ({ ...FOR_PEOPLE(answer), "a bot": "403 forbidden" });
const FOR_ACCOUNTS = (answer: string) => ({
  ...FOR_PEOPLE(answer),
  ...{ "a guest": "403 forbidden", "a bot": "403 forbidden" },
});
const FOR_ADMINS = (answer: string) => ({
  ...FOR_ACCOUNTS(answer),
  "an account": "403 forbidden",
});

/** The lobby is moderated by administrators alone. */
const FOR_MODERATORS = FOR_ADMINS;
/** Where nothing counts but a secret in the path. */
const BY_SECRET = (answer: string) => ({ ...NO_MATTER_WHO(answer), "a bad token": answer });

/** Every route, and who may go through it. A route that is missing here fails the test. */
export const ROUTES: Readonly<Record<string, Row>> = {
  "GET /ws": FOR_PEOPLE("426 not-a-websocket"),
  "GET /metrics": FOR_ADMINS("200"),
  "GET /api/server": BY_SECRET("200"),
  "GET /api/session": FOR_PEOPLE("200"),
  "POST /api/session": {
    ...NO_MATTER_WHO("201"),
    ...OUT,
    "nobody": "201",
    body: { name: "newcomer" },
  },
  "DELETE /api/session": { ...FOR_PEOPLE("204"), "a bot": "403 forbidden" },
  "PUT /api/session/name": {
    ...FOR_PEOPLE("403 forbidden"),
    "a guest": "200",
    body: { name: "somebody-else" },
  },
  "GET /api/sessions": FOR_PEOPLE("200"),
  "DELETE /api/sessions/:id": FOR_PEOPLE("404 not-found"),
  "GET /api/push": FOR_DEVICES("200"),
  "PUT /api/push": { ...FOR_DEVICES("204"), body: { texts: true } },
  "POST /api/push": { ...FOR_DEVICES("400 malformed"), body: {} },
  "DELETE /api/push": FOR_DEVICES("404 not-found"),
  "DELETE /api/push/devices/:id": FOR_DEVICES("404 not-found"),
  "POST /api/push/test": FOR_DEVICES("404 not-found"),
  "POST /api/accounts": {
    ...NO_MATTER_WHO("201"),
    ...OUT,
    "nobody": "201",
    body: { name: "newcomer", password: PASSWORD },
  },
  "GET /api/account/data": { ...FOR_PEOPLE("200"), "a bot": "403 forbidden" },
  "PUT /api/account/password": {
    ...FOR_ACCOUNTS("204"),
    body: { password: PASSWORD, new: "battery staple" },
  },
  "DELETE /api/account": {
    ...FOR_ACCOUNTS("204"),
    // There has to be one.
    "the administrator": "403 forbidden",
    body: { password: PASSWORD, messages: "keep" },
  },
  // At an address that is a number there are no passkeys, whoever asks.
  "POST /api/challenges": { ...BY_SECRET("403 forbidden"), body: { for: "sign-in" } },
  ...Object.fromEntries(
    Object.entries(ACCOUNT_ROWS).map(([route, { answer, ...row }]) => [route, {
      ...FOR_ACCOUNTS(answer),
      ...row,
    }]),
  ),
  "PUT /api/account/profile": { ...FOR_ACCOUNTS("200"), body: { status: { state: "away" } } },
  "GET /api/people": FOR_PEOPLE("400 malformed"),
  "GET /api/people/:name": FOR_PEOPLE("404 not-found"),
  "GET /api/invites": FOR_PEOPLE("200"),
  "POST /api/invites": { ...FOR_ADMINS("201"), body: {} },
  "DELETE /api/invites/:id": FOR_PEOPLE("404 not-found"),
  "POST /api/invites/preview": { ...BY_SECRET("403 not-invited"), body: { invite: "unknown" } },
  "POST /api/resets/preview": { ...BY_SECRET("403 bad-reset"), body: { reset: "unknown" } },
  "POST /api/invites/use": { ...FOR_PEOPLE("403 not-invited"), body: { invite: "unknown" } },
  "GET /api/audit": FOR_ADMINS("200"),
  "GET /api/blocks": FOR_PEOPLE("200"),
  "POST /api/blocks": { ...FOR_PEOPLE("204"), body: { name: "mallory" } },
  "DELETE /api/blocks/:name": FOR_PEOPLE("404 not-found"),
  "GET /api/rooms": FOR_PEOPLE("200"),
  "GET /api/rooms/:room/messages": FOR_PEOPLE("200"),
  "POST /api/rooms/:room/messages": { ...FOR_PEOPLE("201"), body: { text: "hello" } },
  "PATCH /api/rooms/:room/messages/:seq": { ...FOR_PEOPLE("404 not-found"), body: { text: "!" } },
  "DELETE /api/rooms/:room/messages/:seq": FOR_PEOPLE("404 not-found"),
  "PUT /api/rooms/:room/messages/:seq/reactions/:emoji": FOR_PEOPLE("404 not-found"),
  "DELETE /api/rooms/:room/messages/:seq/reactions/:emoji": FOR_PEOPLE("404 not-found"),
  "GET /api/search": FOR_PEOPLE("400 malformed"),
  "GET /api/rooms/:room/search": FOR_PEOPLE("400 malformed"),
  "PUT /api/rooms/:room/read": { ...FOR_PEOPLE("204"), body: { unread: 1 } },
  "GET /api/rooms/:room/pins": FOR_PEOPLE("200"),
  "PUT /api/rooms/:room/pins/:seq": FOR_MODERATORS("404 not-found"),
  "DELETE /api/rooms/:room/pins/:seq": FOR_MODERATORS("204"),
  "GET /api/rooms/:room/members": FOR_PEOPLE("200"),
  "GET /api/rooms/:room/files": FOR_PEOPLE("200"),
  "POST /api/files": { ...FOR_PEOPLE("201"), body: {} },
  // Nobody is told more of a file that they can't have.
  "GET /files/:id/:file": BY_SECRET("404 not-found"),
  "GET /api/rooms/:room/hooks": FOR_MODERATORS("200"),
  "POST /api/rooms/:room/hooks": { ...FOR_MODERATORS("201"), body: { name: "newcomer" } },
  "DELETE /api/rooms/:room/hooks/:id": FOR_MODERATORS("404 not-found"),
  "POST /hooks/:secret": BY_SECRET("404 not-found"),
  "POST /hooks/:secret/github": BY_SECRET("400 malformed"),
  "POST /api/replies/:secret": { ...BY_SECRET("404 not-found"), body: { text: "hello" } },
  "GET /api/bots": FOR_ACCOUNTS("200"),
  "POST /api/bots": { ...FOR_ACCOUNTS("201"), body: { name: "newcomer" } },
  "PATCH /api/bots/:id": { ...FOR_ACCOUNTS("404 not-found"), body: { url: null } },
  "DELETE /api/bots/:id": FOR_ACCOUNTS("404 not-found"),
  "GET /api/rooms/:room/events": FOR_PEOPLE("200"),
  "GET /api/events": FOR_PEOPLE("200"),
  "POST /api/rooms/:room/messages/:seq/report": { ...FOR_PEOPLE("404 not-found"), body: {} },
  ...Object.fromEntries(
    Object.entries({ ...ADMIN_ROWS, ...MODERATOR_ROWS }).map((
      [route, { answer, body }],
    ) => [route, {
      ...FOR_ADMINS(answer),
      ...(body && { body }),
    }]),
  ),
};
