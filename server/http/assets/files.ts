/**
 * The project's files, where it was started from: a folder, or a registry or any other web server.
 *
 * @module
 */

const FOLDER = "static/";

/**
 * What is in `static/` besides modules, which are found by their imports. Only a folder can be asked what
 * is in it, so elsewhere it is this; a test holds it against the folder.
 */
export const STATIC_FILES: readonly string[] = [
  ...["icons/apple-touch-icon.png", "icons/icon-192.png", "icons/icon-512.png"],
  ...["icons/icon-maskable-512.png", "icons/icon-maskable.svg", "icons/icon-unread.svg"],
  ...["hubbub.webmanifest", "icons/icon.svg", "index.html"],
  ...["admin.html", "custom.css", "style/admin/lists.css", "style/admin/page.css"],
  ...["languages/es.ts", "languages/zh.ts", "offline.html", "service_worker.ts"],
  ...["style/base.css", "style/colors.css", "style/composer.css", "style/conversation.css"],
  "style/dialogs.css",
  ...["style/layout.css", "style/markup.css", "style/offline.css", "style/parts/account.css"],
  ...[
    "style/parts/completion.css",
    "style/parts/menu/emoji.css",
    "style/parts/extras.css",
  ],
  ...["style/parts/files/cards.css", "style/parts/files/lightbox.css"],
  ...["style/parts/files/panel.css", "style/parts/files/pictures.css"],
  "style/parts/invitations.css",
  ...["style/parts/jumps.css", "style/parts/menu.css", "style/parts/outcome.css"],
  ...["style/parts/people/first_steps.css", "style/parts/people/passkeys.css"],
  "style/parts/people/side_bar.css",
  ...["style/parts/people/profile.css", "style/parts/people/moderation.css"],
  "style/parts/account/notifications.css",
  ...["style/parts/conversation/acts.css", "style/parts/conversation/deleted.css"],
  "style/parts/conversation/preview.css",
  ...[
    "style/parts/conversation/print.css",
    "style/parts/conversation/sealed.css",
    "style/parts/conversation/topic.css",
  ],
  ...[
    "style/parts/reactions.css",
    "style/parts/reset.css",
    "style/parts/search.css",
    "style/parts/sending.css",
  ],
  ...["style/parts/text/markup.css", "style/side.css", "style/touch.css", "style/unsent.css"],
].map((name) => FOLDER + name);

/** The paths of what is in `static/`, as seen from the root. */
export async function listStatic(root: URL): Promise<readonly string[]> {
  if (root.protocol !== "file:") return STATIC_FILES;
  const paths: string[] = [];
  for await (const file of filesOf(new URL(FOLDER, root))) {
    paths.push(file.href.slice(root.href.length));
  }
  return paths;
}

async function* filesOf(folder: URL): AsyncGenerator<URL> {
  for await (const entry of Deno.readDir(folder)) {
    const name = encodeURIComponent(entry.name);
    if (entry.isDirectory) yield* filesOf(new URL(name + "/", folder));
    else if (entry.isFile) yield new URL(name, folder);
  }
}

/**
 * The bytes of a file.
 *
 * @throws {Deno.errors.NotFound} If there is none.
 * @throws {Error} If the web server that has it does not answer with it.
 */
export async function readBytes(file: URL): Promise<Uint8Array<ArrayBuffer>> {
  // A file system says better than `fetch` what is wrong.
  if (file.protocol === "file:") return await Deno.readFile(file);
  const response = await fetch(file);
  if (response.ok) return await response.bytes();
  await response.body?.cancel();
  if (response.status === 404) throw new Deno.errors.NotFound(`There is no ${file}`);
  throw new Error(`Cannot read ${file}: its server answers ${response.status}`);
}

/** The text of a file; fails as {@linkcode readBytes} does. */
export async function readText(file: URL): Promise<string> {
  return new TextDecoder().decode(await readBytes(file));
}
