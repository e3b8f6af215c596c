/**
 * The text that `--help` prints.
 *
 * @module
 */
import { ROOMS } from "../../hub/rooms/room_quota.ts";
import { FILE_LIMITS } from "../files/limits.ts";
import { inWords } from "../files/info.ts";
import { INTRODUCTION_LIMITS } from "./introduction.ts";
import { SOCKETS } from "../limits.ts";

/** Entries of each room that are kept in memory, unless said: there is less of it than of a disk. */
export const MEMORY_MESSAGES = 10_000;

export const USAGE = `Hubbub, a chat server. Start it, then open the address that it prints.

Usage: deno task start [flags]

  --host HOST             address to listen on (default: all addresses of this machine)
  --port PORT             port to listen on (default: 8000; 0 picks a free one)
  --workers N             hold connections in N threads, on machines with several cores, or auto for
                          one a core (default: 1; Linux only; see docs/operations.md)
  --cert FILE             serve https by the certificate in this PEM file, with those that it is signed
                          by behind it (default: http). It is read again when it changes
  --key FILE              its private key, as PEM
  --store PLACE           where everything is kept: a file, or the https:// address of a Deno KV
                          server (default: a file in your user's state directory)
  --ephemeral             keep everything in memory, at most ${MEMORY_MESSAGES} entries of each room unless
                          --retain-messages says otherwise, and forget it when the server stops
  --retain-days N         delete messages after N days (default: never)
  --retain-messages N     keep the newest N entries of each room (default: all; ${MEMORY_MESSAGES} in memory)
  --title TEXT            what the server is called, on its first screen and in tabs (default: Hubbub)
  --welcome TEXT          what the first screen says: plain text, at most ${INTRODUCTION_LIMITS.welcome} characters in
                          ${INTRODUCTION_LIMITS.lines} lines (default: nothing)
  --static DIR            files of this folder stand in for the page's: custom.css, icons, the whole
                          page (see docs/themes.md)
  --sign-up MODE          who may claim a name: open, invite, approve (an administrator lets each
                          in) or closed (default: open)
  --admin NAME            the only account that may become administrator with the code that is
                          printed at the start (default: whoever uses the code)
  --guests on|off         whether a name alone is enough to connect (default: on)
  --passphrase-file FILE  file with a passphrase that everybody needs to connect (default: none).
                          The variable PASSPHRASE may hold it instead
  --limits on|off         whether rates and numbers are limited (default: on)
  --max-sockets N         most connections at once (default: ${SOCKETS.total})
  --max-sockets-per-address N   from one address; for IPv6 one /64 (default: ${SOCKETS.perAddress})
  --max-sockets-per-person N    of one person (default: ${SOCKETS.perPerson})
  --max-rooms N           most rooms, direct rooms included (default: ${ROOMS.total})
  --max-rooms-per-person N      most rooms that one person owns (default: ${ROOMS.perPerson})
  --files DIR             keep the bytes of files in this folder (default: in the store)
  --max-file SIZE         largest file that may be sent (default: ${inWords(FILE_LIMITS.file)})
  --max-storage SIZE      most that is kept of files (default: ${
  inWords(FILE_LIMITS.storage.total)
}; 256 MiB in memory)
  --max-storage-per-person SIZE  of those that one person sent (default: ${
  inWords(FILE_LIMITS.storage.perPerson)
};
                          64 MiB in memory)
  --guest-files on|off    whether guests may send files (default: on)
  --trust-proxy ADDRESS   trust X-Forwarded-For, -Proto and -Host from this address or range, such
                          as 10.0.0.0/8; separate several with commas (default: trust nobody)
  --origin ORIGIN         let pages of another origin connect, such as https://chat.example;
                          separate several with commas (default: our own pages only)
  --url URL               the public address, such as https://chat.example/ or
                          https://example.org/chat/ (default: the one that each request names)
  --host-name NAME        another host name to answer to; separate several with commas. Requests
                          for hosts that --host-name, --url and --origin do not name are refused
                          (default: answer to every host)
  --hook-hosts HOST       a host to which bots may have their messages sent though it is not
                          public, such as localhost:8080; separate several with commas
  --log text|json         how the log is written, a line for each event (default: text)
  --metrics HOST:PORT     serve metrics to everybody who reaches this address, at /metrics (default: to
                          administrators only, at the server's own /metrics)
  --help                  print this help
  --version               print the version

Each flag has an environment variable: HOST, PORT, WORKERS, STORE, EPHEMERAL=1,
RETAIN_DAYS, RETAIN_MESSAGES, TITLE, WELCOME, STATIC, SIGN_UP, ADMIN, GUESTS, PASSPHRASE_FILE, LIMITS,
MAX_SOCKETS, MAX_SOCKETS_PER_ADDRESS, MAX_SOCKETS_PER_PERSON, MAX_ROOMS, MAX_ROOMS_PER_PERSON, FILES,
MAX_FILE, MAX_STORAGE, MAX_STORAGE_PER_PERSON, GUEST_FILES, TRUST_PROXY, ORIGIN, HOST_NAME,
HOOK_HOSTS, METRICS, PUBLIC_URL for --url, LOG_FORMAT for --log, and TLS_CERT and TLS_KEY for --cert and --key. Flags take
precedence over environment variables.
`;
