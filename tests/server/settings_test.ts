import { assert, assertEquals, assertThrows } from "@std/assert";
import { readSettings, SettingError, type Settings, USAGE } from "../../server/settings.ts";

/** What flags, and variables that are set, ask for. */
function ask(args: string, variables: Record<string, string> = {}) {
  const env: Record<string, string> = { HOME: "/home/ada", ...variables };
  return readSettings(args.split(" ").filter(Boolean), (name) => env[name]);
}

const MIB = 1024 * 1024;

/** Settings from flags, and from variables that are set. */
function read(args: string, variables?: Record<string, string>): Settings {
  const settings = ask(args, variables);
  assert(typeof settings === "object");
  return settings;
}

Deno.test("readSettings has a default for everything", () => {
  assertEquals(read(""), {
    host: undefined,
    port: 8000,
    workers: 1,
    store: { database: "/home/ada/.local/state/hubbub/chat.db" },
    retain: { days: Infinity, messages: Infinity },
    limits: { total: 20_000, perAddress: 128, perPerson: 16 },
    rooms: { total: 100_000, perPerson: 100, directsPerPerson: 1000 },
    files: {
      ...{ file: 25 * MIB, guests: true },
      storage: { total: 10 * 1024 * MIB, perPerson: 512 * MIB },
    },
    logFormat: "text",
    trustedProxies: [],
    origins: [],
    rules: { signUp: "open", guests: true, admin: undefined, passphrase: undefined },
  });
});

Deno.test("readSettings reads how many sockets there may be, or that nothing is limited", () => {
  const variables = { MAX_SOCKETS: "9", MAX_SOCKETS_PER_ADDRESS: "8", MAX_SOCKETS_PER_PERSON: "7" };
  assertEquals(read("", variables).limits, { total: 9, perAddress: 8, perPerson: 7 });
  const flags = "--max-sockets 6 --max-sockets-per-address 5 --max-sockets-per-person 4";
  assertEquals(read(flags, variables).limits, { total: 6, perAddress: 5, perPerson: 4 });
  assertEquals(read("--limits off").limits, "off");
  assertEquals(read("", { LIMITS: "off" }).limits, "off");
  assertEquals(read("--limits on", { LIMITS: "off" }), read(""));
});

Deno.test("readSettings reads how many rooms there may be", () => {
  const variables = { MAX_ROOMS: "9", MAX_ROOMS_PER_PERSON: "8" };
  const { rooms } = read("", variables);
  assertEquals([rooms.total, rooms.perPerson], [9, 8]);
  const flagged = read("--max-rooms 7 --max-rooms-per-person 6", variables).rooms;
  assertEquals([flagged.total, flagged.perPerson], [7, 6]);
});

Deno.test("readSettings reads which proxies are believed, and whose pages may come in", () => {
  const { trustedProxies } = read("--trust-proxy 127.0.0.1,10.0.0.0/8", { TRUST_PROXY: "::1" });
  assertEquals(trustedProxies, [
    { family: "ipv4", text: "127.0.0.1", prefix: 32 },
    { family: "ipv4", text: "10.0.0.0", prefix: 8 },
  ]);
  assertEquals(read("", { TRUST_PROXY: "::1" }).trustedProxies, [
    { family: "ipv6", text: "::1", prefix: 128 },
  ]);
  const origins = ["https://a.example", "http://b.example:81"];
  assertEquals(read("", { ORIGIN: "https://a.example/, http://B.example:81" }).origins, origins);
});

Deno.test("readSettings finds a place for the store where people keep such things", () => {
  const places: [Record<string, string>, string | undefined][] = [
    [{ XDG_STATE_HOME: "/state" }, "/state/hubbub/chat.db"],
    [{ HOME: "", LOCALAPPDATA: "C:\\Local" }, "C:\\Local/hubbub/chat.db"],
    [{ STORE: "chat.db", XDG_STATE_HOME: "/state" }, "chat.db"],
    [{ STORE: "https://kv.example" }, "https://kv.example"],
    // On Deno Deploy the one that is assigned to the app has no name.
    [{ DENO_DEPLOYMENT_ID: "x" }, undefined],
    [{ DENO_DEPLOY: "1" }, undefined],
  ];
  for (const [variables, database] of places) {
    assertEquals(read("", variables).store, { database }, JSON.stringify(variables));
  }
  const nowhere = assertThrows(() => read("", { HOME: "" }), SettingError);
  assertEquals(nowhere.message, "Cannot find a place for the store: name one with --store");
});

Deno.test("readSettings reads where everything is kept, and how much of it", () => {
  const variables = { STORE: "a.db", RETAIN_DAYS: "7", RETAIN_MESSAGES: "1000" };
  const { store, retain } = read("", variables);
  assertEquals([store, retain], [{ database: "a.db" }, { days: 7, messages: 1000 }]);
  const flags = "--store b.db --retain-days 1 --retain-messages 2";
  assertEquals(read(flags, variables), {
    ...read(""),
    store: { database: "b.db" },
    retain: { days: 1, messages: 2 },
  });
  assertEquals(read("--ephemeral --store b.db").store, { memory: true });
});

Deno.test("readSettings reads flags", () => {
  for (const args of ["--host a --port 0 --ephemeral", "--ephemeral --port=0 --host=a"]) {
    const { retain, files, ...settings } = read(args);
    assertEquals({ retain, files, ...settings }, {
      ...read(""),
      ...{ host: "a", port: 0, store: { memory: true }, retain, files },
    });
  }
});

Deno.test("readSettings keeps so much of each room in memory, unless it is told how much", () => {
  const kept = (args: string) => read(args).retain;
  for (const args of ["--ephemeral", "--store :memory:"]) {
    assertEquals(read(args).store, { memory: true });
    assertEquals(kept(args), { days: Infinity, messages: 10_000 });
    assertEquals(kept(`${args} --retain-messages 20000`).messages, 20_000);
  }
  assertEquals(kept("--store a.db"), { days: Infinity, messages: Infinity });
  assert(USAGE.includes("at most 10000 entries of each room"));
});

Deno.test("readSettings takes what deno task puts in front of the flags", () => {
  assertEquals(read("start --port 1"), read("--port 1"));
});

Deno.test("readSettings reads variables, which count less than flags", () => {
  const variables = { HOST: "::1", PORT: "1", EPHEMERAL: "1" };
  assertEquals(read("", variables), read("--host ::1 --port 1 --ephemeral"));
  assertEquals(read("--port 2", variables), read("--host ::1 --port 2 --ephemeral"));
});

Deno.test("readSettings reads who may come in, and how", () => {
  const flags = "--sign-up invite --admin Ada --guests off";
  const variables = { SIGN_UP: "invite", ADMIN: "Ada", GUESTS: "off", PASSPHRASE: "mellon" };
  const rules = { signUp: "invite", guests: false, admin: "Ada", passphrase: "mellon" } as const;
  const fromFlags = read(flags, { PASSPHRASE: "mellon" }).rules;
  assertEquals([fromFlags, read("", variables).rules], [rules, rules]);
  assertEquals(read("--sign-up closed --guests on", variables).rules, {
    ...rules,
    signUp: "closed",
    guests: true,
  });
});

Deno.test("readSettings reads the passphrase from a file, or a variable, and from no flag", () => {
  const files: Record<string, string> = {
    "/secret": "mellon\n",
    "/crlf": "a b \r\n",
    "/none": "\n",
  };
  const passphrase = (args: string, variables: Record<string, string> = {}) => {
    const env: Record<string, string> = { HOME: "/home/ada", ...variables };
    const readFile = (path: string) => {
      const text = files[path];
      if (text === undefined) throw new Deno.errors.NotFound(`No such file: ${path}`);
      return text;
    };
    const settings = readSettings(args.split(" ").filter(Boolean), (name) => env[name], readFile);
    return typeof settings === "object" ? settings.rules.passphrase : settings;
  };
  assertEquals(passphrase("--passphrase-file /secret", { PASSPHRASE: "other" }), "mellon");
  assertEquals(passphrase("", { PASSPHRASE_FILE: "/crlf" }), "a b ");
  assertEquals(passphrase("", { PASSPHRASE: "mellon" }), "mellon");
  const mistakes = [
    ["--passphrase-file /none", "Cannot read passphrase: the file /none is empty"],
    ["--passphrase-file /gone", "Cannot read passphrase: No such file: /gone"],
  ] as const;
  for (const [args, message] of mistakes) {
    assertEquals(assertThrows(() => passphrase(args), SettingError).message, message);
  }
  for (const args of ["--passphrase mellon", "--passphrase=mellon", "start --passphrase mellon"]) {
    const { message } = assertThrows(() => passphrase(args), SettingError);
    assertEquals([message.includes("--passphrase-file"), message.includes("mellon")], [
      true,
      false,
    ]);
  }
});

Deno.test("readSettings knows a switch that is set to off", () => {
  for (const off of ["", "0", "false", "no", "OFF"]) {
    assertEquals(read("", { EPHEMERAL: off }), read(""));
  }
  for (const on of ["1", "true", "Yes", "on"]) {
    assertEquals(read("", { EPHEMERAL: on }), read("--ephemeral"));
  }
});

Deno.test("readSettings knows who asks for help or the version", () => {
  assertEquals(ask("--help --port 1"), "help");
  assertEquals(ask("--version"), "version");
});

Deno.test("readSettings reads flags behind a --, too, so that none is left unheard", () => {
  assertEquals(ask("start -- --help"), "help");
  assertEquals(read("start -- --guests off").rules.guests, false);
  assertEquals(read("--port 1 -- --limits off"), read("--port 1 --limits off"));
});

Deno.test("readSettings refuses what it does not know, in one line", () => {
  const mistakes: [string, Record<string, string>, string][] = [
    ["--prot 1", {}, "Cannot read flags: unknown flag --prot, see --help"],
    ["-x", {}, "Cannot read flags: unknown flag -x, see --help"],
    ["lobby", {}, "Cannot read flags: unknown flag lobby, see --help"],
    ["start -- --prot 1", {}, "Cannot read flags: unknown flag --prot, see --help"],
    ["--port", {}, 'Cannot read port: must be 0 to 65535, received ""'],
    ["--port x", {}, 'Cannot read port: must be 0 to 65535, received "x"'],
    ["--port 65536", {}, 'Cannot read port: must be 0 to 65535, received "65536"'],
    ["--port=-1", {}, 'Cannot read port: must be 0 to 65535, received "-1"'],
    ["", { PORT: "1e3" }, 'Cannot read port: must be 0 to 65535, received "1e3"'],
    ["--retain-days 0", {}, 'Cannot read days to retain: must be an integer >= 1, received "0"'],
    [
      "",
      { RETAIN_MESSAGES: "many" },
      "Cannot read messages to retain: " +
      'must be an integer >= 1, received "many"',
    ],
    ["--limits some", {}, 'Cannot read limits: must be on or off, received "some"'],
    ["--max-sockets=-1", {}, 'Cannot read sockets: must be an integer >= 1, received "-1"'],
    [
      "--trust-proxy 10.0.0.0/33",
      {},
      "Cannot read proxy: must be an address, or a range such as 10.0.0.0/8, " +
      'received "10.0.0.0/33"',
    ],
    [
      "--origin chat.example",
      {},
      'Cannot read origin: must be like https://chat.example, received "chat.example"',
    ],
    [
      "--sign-up friends",
      {},
      'Cannot read sign-up: must be open, invite, approve or closed, received "friends"',
    ],
    ["--admin @da", {}, 'Cannot read admin: must be a name, received "@da"'],
    ["", { GUESTS: "few" }, 'Cannot read guests: must be on or off, received "few"'],
    ["", { EPHEMERAL: "maybe" }, 'Cannot read EPHEMERAL: must be on or off, received "maybe"'],
  ];
  for (const [args, variables, message] of mistakes) {
    assertEquals(assertThrows(() => read(args, variables), SettingError).message, message);
  }
});

Deno.test("USAGE names each flag", () => {
  const ours = ["host", "port", "store", "ephemeral", "retain-days", "retain-messages"];
  const rules = ["sign-up", "admin", "guests", "passphrase-file"];
  const limits = ["limits", "max-sockets", "max-sockets-per-address", "max-sockets-per-person"];
  const edge = ["trust-proxy", "origin"];
  for (const flag of [...ours, ...rules, ...limits, ...edge, "help", "version"]) {
    assertEquals(USAGE.includes(`  --${flag} `), true, flag);
  }
});

Deno.test("readSettings reads the public address, and other names of the server", () => {
  const url = (args: string, variables?: Record<string, string>) =>
    read(args, variables).publicUrl?.href;
  assertEquals(url(""), undefined);
  assertEquals(url("--url https://Chat.example"), "https://chat.example/");
  assertEquals(url("", { PUBLIC_URL: "https://a.example/chat" }), "https://a.example/chat/");
  assertEquals(url("--url http://b.lan:81/", { PUBLIC_URL: "x" }), "http://b.lan:81/");
  for (
    const text of [
      "chat.example",
      "ftp://a.example",
      "https://a/?b",
      "https://a/#b",
      "https://u@a/",
    ]
  ) {
    const error = assertThrows(() => read(`--url ${text}`), SettingError);
    assert(error.message.endsWith(`received "${text}"`), error.message);
  }
  assertEquals(read("--host-name chat.lan,Hubbub").hostNames, ["chat.lan", "hubbub"]);
  assertEquals(read("", { HOST_NAME: "chat.lan" }).hostNames, ["chat.lan"]);
  for (const text of ["chat.lan:8000", "https://chat.lan", "a/b", "u@a"]) {
    const error = assertThrows(() => read(`--host-name ${text}`), SettingError);
    assert(error.message.endsWith(`received "${text}"`), error.message);
  }
});

Deno.test("Hook hosts are hosts, with a port or for all of them", () => {
  const hosts = (settings: { hookHosts?: ReadonlySet<string> }) => [...settings.hookHosts ?? []];
  assertEquals(hosts(read("")), []);
  assertEquals(hosts(read("--hook-hosts localhost:80,Bot.lan,127.0.0.1:8080,[::1]:99")), [
    ...["localhost:80", "bot.lan", "127.0.0.1:8080", "[::1]:99"],
  ]);
  assertEquals(hosts(read("", { HOOK_HOSTS: "bot.lan" })), ["bot.lan"]);
  for (const text of ["http://bot.lan", "bot.lan/x", "a@b"]) {
    const error = assertThrows(() => read(`--hook-hosts ${text}`), SettingError);
    assertEquals(error.message.includes("\n"), false);
  }
});
