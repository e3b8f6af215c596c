/**
 * What `--help` says.
 *
 * @module
 */
import { ROOMS } from "../../hub/rooms/room_quota.ts";
import { SOCKETS } from "../limits.ts";

/** Entries of each room that are kept in memory, unless said: there is less of it than of a disk. */
export const MEMORY_MESSAGES = 10_000;

export const USAGE = `Hubbub, a chat server. Open the address that it prints.

Usage: deno task start [flags]

  --host HOST             the address to listen on (all of this machine's)
  --port PORT             the port to listen on (8000; 0: any that is free)
  --store PLACE           where everything is kept: a file, or the https:// address of a
                          Deno KV server (a file in your user's state directory)
  --ephemeral             keep everything in memory, at most ${MEMORY_MESSAGES} entries of each room
                          unless --retain-messages says otherwise, and forget it at the end
  --retain-days N         forget messages after N days (never)
  --retain-messages N     keep the newest N entries of each room (all; ${MEMORY_MESSAGES} in memory)
  --sign-up HOW           who may claim a name: open, invite or closed (open)
  --admin NAME            the only account that may become the administrator's, with the code
                          that is printed at the start (any account)
  --guests on|off         whether people may connect by a name alone, without a password (on)
  --passphrase-file FILE  a file with the passphrase that everybody needs to connect (none).
                          The variable PASSPHRASE sets it, too
  --limits on|off         whether the rate limits are enforced (on)
  --max-sockets N         connections at once (${SOCKETS.total})
  --max-sockets-per-address N   of one address; of IPv6, of one /64 (${SOCKETS.perAddress})
  --max-sockets-per-person N    of one person (${SOCKETS.perPerson})
  --max-rooms N           rooms on the server, direct ones included (${ROOMS.total})
  --max-rooms-per-person N      rooms that one person owns (${ROOMS.perPerson})
  --trust-proxy ADDRESS   trust X-Forwarded-For, -Proto and -Host from there: an address, a
                          range such as 10.0.0.0/8, or several with commas (none)
  --origin ORIGIN         pages of that origin may connect, too: https://chat.example, or
                          several with commas (our own only)
  --url URL               where browsers find it, such as https://chat.example/ or
                          https://example.org/chat/ (wherever they ask)
  --host-name NAME        answer to that host name, too, or to several with commas; any other
                          than these, that of --url and those of --origin is refused (any)
  --help                  print this help
  --version               print the version

Each flag is an environment variable, too: HOST, PORT, STORE, EPHEMERAL=1, RETAIN_DAYS,
RETAIN_MESSAGES, SIGN_UP, ADMIN, GUESTS, PASSPHRASE_FILE, LIMITS, MAX_SOCKETS,
MAX_SOCKETS_PER_ADDRESS, MAX_SOCKETS_PER_PERSON, MAX_ROOMS, MAX_ROOMS_PER_PERSON,
TRUST_PROXY, ORIGIN, HOST_NAME, and PUBLIC_URL for --url. Flags take precedence.
`;
