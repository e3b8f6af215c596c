/**
 * The sections of the page for administrators, in their order. Loaded when the words are there.
 *
 * @module
 */

import type { Section } from "./section.ts";
import { audit } from "./sections/audit.ts";
import { bans } from "./sections/bans.ts";
import { invitations } from "./sections/invitations.ts";
import { people } from "./sections/people.ts";
import { reports } from "./sections/reports.ts";
import { rooms } from "./sections/rooms.ts";
import { server } from "./sections/server.ts";

export const SECTIONS: readonly Section[] = [
  people,
  rooms,
  reports,
  invitations,
  bans,
  audit,
  server,
];
