/**
 * Who hears that a guest has another name.
 *
 * @module
 */
import type { Hub } from "../../hub.ts";
import type { AuthService } from "../auth/service.ts";
import type { Push } from "../service/push/push_service.ts";

/** Has those told who share direct rooms with guests that are renamed, from now on. */
export function followRenames(auth: AuthService, hub: Hub, { subscribers }: Push): void {
  auth.guestNames.listen((person, names) => {
    hub.directs.renamed(person);
    if (names) hub.blocking.renamed(names.keys[0]);
    auth.keep(subscribers.refresh(person));
  });
}
