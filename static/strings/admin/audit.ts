/**
 * What the audit log says was done. Loaded with the page for administrators.
 *
 * @module
 */

/** Each kind of event; two where it is done or undone. `{}` stands for what something is from then on. */
export const audit = {
  "account-deleted": "deleted the account",
  "access": "made the room {}",
  "administrates": "became administrator",
  "administrator-ended": "took back administrator",
  "administrator-made": "made administrator",
  "announce": ["only moderators speak", "everybody speaks again"],
  "archive": ["archived the room", "opened the room again"],
  "ban": ["banned", "ended the ban"],
  "bot-deleted": "deleted a bot",
  "bot-made": "made a bot",
  "claimed": "made the account",
  "close": "closed the room",
  "hook-deleted": "deleted a hook",
  "hook-made": "made a hook",
  "invite": "invited to the room",
  "invite-revoked": "revoked an invitation",
  "invited": "made an invitation",
  "kick": "removed from the room",
  "messages-deleted": "deleted messages",
  "moderator": ["made moderator", "took back moderator"],
  "mute": ["muted", "ended the mute"],
  "passkey-added": "added a passkey",
  "passkey-copied": "a passkey may be copied: refused",
  "passkey-removed": "removed a passkey",
  "password-changed": "changed the password",
  "password-removed": "removed the password",
  "password-reset": "set a new password by a link",
  "rename": "renamed the room to {}",
  "report-dismissed": "dismissed a report",
  "report-resolved": "dealt with a report",
  "reset-offered": "made a link for a new password",
  "room-closed": "closed the room as administrator",
  "room-deleted": "deleted the room for good",
  "room-owner-changed": "gave the room to",
  "room-restored": "brought the room back",
  "session-ended": "signed out a device",
  "sessions-ended": "signed out all devices",
  "settings-changed": "changed settings",
  "sign-in-code-made": "made a sign-in code",
  "sign-in-failed": "failed to sign in",
  "sign-up-approved": "let a sign-up in",
  "sign-up-refused": "refused a sign-up",
  "signed-in": "signed in",
  "signed-out": "signed out",
  "slow": ["slowed down to a message in {} s", "ended slow mode"],
  "suspended": "suspended",
  "suspension-ended": "ended the suspension",
  "uninvite": "took back an invitation to the room",
};

/** One text, or one for what is done and one for what is undone. */
export type AuditStrings = Readonly<Record<string, string | readonly string[]>>;
