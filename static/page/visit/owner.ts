/**
 * What a visit belongs to.
 *
 * @module
 */
import type { Settings } from "../browser_storage.ts";
import type { Screen } from "../screen.ts";

/** What a visit reports to the page that it belongs to. */
export interface VisitOwner {
  readonly settings: Settings;
  readonly screen: Screen;
  /** The server has accepted or refused the connection: the name dialog can close. */
  decided(): void;
  /** They have joined a room. */
  entered(): void;
  /** They want to sign in as somebody else. */
  goAway(): void;
}
