/**
 * What a hub is made of, each part of those before it.
 *
 * @module
 */
import { FanOut } from "./log/fan_out.ts";
import type { HubOptions } from "./options.ts";
import { Blocking } from "./people/blocking.ts";
import { Names } from "./people/member/names.ts";
import { Online } from "./people/online.ts";
import { Elsewhere } from "./people/online/elsewhere.ts";
import { ProfileSignals } from "./people/online/profile_signals.ts";
import { Reading } from "./people/reading.ts";
import { Enforcement } from "./permissions/enforcement.ts";
import { Moderation } from "./permissions/moderation.ts";
import { Reporting } from "./reports.ts";
import { SlowMode } from "./permissions/policy/slow_mode.ts";
import { settingsFor } from "./permissions/policy/settings.ts";
import { Permissions } from "./permissions/permissions.ts";
import { Rooms } from "./rooms.ts";
import { placeOfKey } from "./rooms/direct.ts";
import { DirectRooms } from "./rooms/direct_rooms.ts";
import { Directory } from "./rooms/directory.ts";
import { RoomLoader } from "./rooms/room_loader.ts";
import { RoomsInUse } from "./rooms/rooms_in_use.ts";
import { Tasks } from "./tasks.ts";

export class Parts {
  readonly online = new Online();
  readonly tasks: Tasks;
  readonly fanOut: FanOut;
  readonly permissions: Permissions;
  readonly enforcement: Enforcement;
  readonly directs: DirectRooms;
  readonly rooms: Rooms;
  readonly blocking: Blocking;
  readonly moderation: Moderation;
  readonly profiles: ProfileSignals;
  readonly reports: Reporting;
  readonly slowMode: SlowMode;
  readonly reading: Reading;
  readonly loader: RoomLoader;
  readonly elsewhere: Elsewhere | undefined;

  /** `now` tells the time of the last event, in milliseconds since the epoch. */
  constructor(options: HubOptions, now: () => number) {
    const { journal, positions, policies, blocks, people, onModerated } = options;
    const { onError = console.error, onMake = () => undefined } = options;
    const { rooms: limits, searchLimits } = options;
    const { online } = this;
    const { renamed: names = new Names() } = people;
    const directory = new Directory((key) => names.settingsOf(placeOfKey(key)));
    const inUse = new RoomsInUse();
    const elsewhere = this.elsewhere = options.isAlone === false
      ? new Elsewhere(inUse, {
        onCount(key, count) {
          const now = directory.now(key);
          // One in use tells itself how many are in it.
          if (inUse.has(key)) directory.move({ key });
          else if (now) directory.put({ ...now, key, count });
        },
        tell: (person, signal) => online.signal(person, signal),
      })
      : undefined;
    const tasks = this.tasks = new Tasks(onError);
    const fanOut = this.fanOut = new FanOut(onError);
    const permissions = this.permissions = new Permissions(directory);
    const enforcement = new Enforcement({ inUse, directory, permissions, online, now });
    const directs = new DirectRooms({ inUse, online, people, positions, names });
    const rooms = new Rooms({
      settings: (room, member) =>
        room.people.length > 0
          ? names.settingsOf(room)
          : settingsFor(directory.policy(room.key), room.name, member, now()),
      ...{ journal, policies, directory, inUse, directs, enforcement, elsewhere },
      ...{ fanOut, limits, searchLimits, onError, hooks: options.roomHooks },
    });
    this.enforcement = enforcement;
    this.directs = directs;
    this.rooms = rooms;
    this.blocking = new Blocking({ blocks, online, directs, names });
    this.moderation = new Moderation({
      ...{ rooms, permissions, online, people, policies, blocks, journal, names, onModerated },
    });
    this.profiles = new ProfileSignals(online, rooms);
    this.reports = new Reporting({ reports: options.reports, policies, rooms });
    this.slowMode = new SlowMode(directory);
    this.reading = new Reading({ positions, online, people, tasks, elsewhere });
    this.loader = new RoomLoader({ rooms, directs, tasks, onMake });
  }
}
