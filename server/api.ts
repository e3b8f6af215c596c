/**
 * The routes under `/api/`: a line for each, which names its handler.
 *
 * @module
 */
import { takeData } from "./api/accounts/data.ts";
import { changePassword, claimName, deleteAccount, previewReset } from "./api/accounts.ts";
import {
  listInvites,
  makeInvite,
  previewInvite,
  revokeInvite,
  useInvite,
} from "./api/accounts/invites.ts";
import { ADMIN_ROUTES } from "./api/admin.ts";
import { changeProfile, listPeople, readPerson } from "./api/accounts/profile.ts";
import { readAudit } from "./api/admin/audit.ts";
import { makeChallenge } from "./api/accounts/challenges.ts";
import {
  addPasskey,
  changeSecondFactor,
  listPasskeys,
  makeSignInCode,
  removePasskey,
  removePassword,
  renamePasskey,
} from "./api/accounts/passkeys.ts";
import { block, listBlocks, unblock } from "./api/blocks.ts";
import { changeBot, deleteBot, listBots, makeBot } from "./api/bots.ts";
import type { Api } from "./api/context.ts";
import { streamAll, streamRoom } from "./api/events.ts";
import { listFiles, readFile, uploadFile } from "./api/files.ts";
import { deleteHook, listHooks, makeHook, postGithubEvent, postToHook } from "./api/hooks.ts";
import {
  addReaction,
  deleteMessage,
  editMessage,
  postMessage,
  removeReaction,
} from "./api/rooms/messages.ts";
import { readModeration, readSubject } from "./api/rooms/moderation.ts";
import { addPin, listPins, removePin } from "./api/rooms/pins.ts";
import { changeRead } from "./api/rooms/reading.ts";
import { deleteSaid, listRoomRemovals } from "./api/rooms/removals.ts";
import { changePeople, listRoomPeople } from "./api/rooms/several.ts";
import { searchRooms } from "./api/rooms/search.ts";
import { closeRoomReport, listRoomReports, reportMessage } from "./api/rooms/reports.ts";
import { changeRoom } from "./api/rooms/settings.ts";
import { readMetrics } from "./api/admin/metrics.ts";
import { postReply } from "./api/bots/replies.ts";
import { listMembers, listRooms, readMessages, searchMessages } from "./api/rooms.ts";
import { describeServer } from "./api/sessions/facts.ts";
import { endSession, listSessions, signIn, signOut, whoAmI } from "./api/sessions.ts";
import { renameGuest } from "./api/sessions/rename.ts";
import { addDevice, changePush, readPush, removeDevice, testDevice } from "./api/sessions/push.ts";
import type { Route } from "./http/routes.ts";

export const ROUTES: readonly Route<Api>[] = [
  ["GET", "/metrics", readMetrics],
  ["GET", "/api/server", describeServer],
  ["GET", "/api/session", whoAmI],
  ["POST", "/api/session", signIn],
  ["DELETE", "/api/session", signOut],
  ["PUT", "/api/session/name", renameGuest],
  ["GET", "/api/sessions", listSessions],
  ["DELETE", "/api/sessions/:id", endSession],
  ["GET", "/api/push", readPush],
  ["PUT", "/api/push", changePush],
  ["POST", "/api/push", addDevice],
  ["DELETE", "/api/push", removeDevice],
  ["DELETE", "/api/push/devices/:id", removeDevice],
  ["POST", "/api/push/test", testDevice],
  ["POST", "/api/accounts", claimName],
  ["DELETE", "/api/account", deleteAccount],
  ["POST", "/api/challenges", makeChallenge],
  ["GET", "/api/passkeys", listPasskeys],
  ["POST", "/api/passkeys", addPasskey],
  ["PATCH", "/api/passkeys/:id", renamePasskey],
  ["DELETE", "/api/passkeys/:id", removePasskey],
  ["DELETE", "/api/account/password", removePassword],
  ["PUT", "/api/account/second-factor", changeSecondFactor],
  ["POST", "/api/account/code", makeSignInCode],
  ["PUT", "/api/account/password", changePassword],
  ["POST", "/api/resets/preview", previewReset],
  ["GET", "/api/account/data", takeData],
  ["PUT", "/api/account/profile", changeProfile],
  ["GET", "/api/people", listPeople],
  ["GET", "/api/people/:name", readPerson],
  ["GET", "/api/invites", listInvites],
  ["POST", "/api/invites", makeInvite],
  ["DELETE", "/api/invites/:id", revokeInvite],
  ["POST", "/api/invites/preview", previewInvite],
  ["POST", "/api/invites/use", useInvite],
  ["GET", "/api/audit", readAudit],
  ["GET", "/api/blocks", listBlocks],
  ["POST", "/api/blocks", block],
  ["DELETE", "/api/blocks/:name", unblock],
  ["GET", "/api/rooms", listRooms],
  ["PATCH", "/api/rooms/:room", changeRoom],
  ["GET", "/api/rooms/:room/moderation", readModeration],
  ["GET", "/api/rooms/:room/people", listRoomPeople],
  ["POST", "/api/rooms/:room/people", changePeople],
  ["GET", "/api/rooms/:room/people/:name", readSubject],
  ["DELETE", "/api/rooms/:room/people/:name/messages", deleteSaid],
  ["GET", "/api/rooms/:room/removals", listRoomRemovals],
  ["GET", "/api/rooms/:room/reports", listRoomReports],
  ["POST", "/api/rooms/:room/reports/:id", closeRoomReport],
  ["POST", "/api/rooms/:room/messages/:seq/report", reportMessage],
  ["GET", "/api/rooms/:room/messages", readMessages],
  ["POST", "/api/rooms/:room/messages", postMessage],
  ["PATCH", "/api/rooms/:room/messages/:seq", editMessage],
  ["DELETE", "/api/rooms/:room/messages/:seq", deleteMessage],
  ["PUT", "/api/rooms/:room/messages/:seq/reactions/:emoji", addReaction],
  ["DELETE", "/api/rooms/:room/messages/:seq/reactions/:emoji", removeReaction],
  ["GET", "/api/search", searchRooms],
  ["GET", "/api/rooms/:room/search", searchMessages],
  ["PUT", "/api/rooms/:room/read", changeRead],
  ["GET", "/api/rooms/:room/pins", listPins],
  ["PUT", "/api/rooms/:room/pins/:seq", addPin],
  ["DELETE", "/api/rooms/:room/pins/:seq", removePin],
  ["GET", "/api/rooms/:room/members", listMembers],
  ["GET", "/api/rooms/:room/files", listFiles],
  ["POST", "/api/files", uploadFile],
  ["GET", "/files/:id/:file", readFile],
  ["GET", "/api/rooms/:room/hooks", listHooks],
  ["POST", "/api/rooms/:room/hooks", makeHook],
  ["DELETE", "/api/rooms/:room/hooks/:id", deleteHook],
  ["POST", "/hooks/:secret", postToHook],
  ["POST", "/hooks/:secret/github", postGithubEvent],
  ["POST", "/api/replies/:secret", postReply],
  ["GET", "/api/bots", listBots],
  ["POST", "/api/bots", makeBot],
  ["PATCH", "/api/bots/:id", changeBot],
  ["DELETE", "/api/bots/:id", deleteBot],
  ["GET", "/api/rooms/:room/events", streamRoom],
  ["GET", "/api/events", streamAll],
  ...ADMIN_ROUTES,
];
