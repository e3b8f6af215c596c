/**
 * A real terminal, with someone who types and looks.
 *
 * @module
 */

/** How long to look for what should appear, and how often. */
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 25;

/** Whether this machine has one. In CI it has to. */
export async function hasTmux(): Promise<boolean> {
  if (Deno.env.get("CI") === "true") return true;
  try {
    return (await new Deno.Command("tmux", { args: ["-V"] }).output()).success;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.log("The terminal tests are skipped: they need tmux (apt-get install tmux)");
    return false;
  }
}

/** A shell on a terminal of 80 by 24, in a tmux of its own. */
export class Tmux implements AsyncDisposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async start(): Promise<Tmux> {
    const tmux = new Tmux(await Deno.makeTempDir());
    const shell = ["env", "PS1=$ ", "sh"];
    await tmux.#run("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", ...shell);
    await tmux.sees(/^\$/m);
    return tmux;
  }

  /** Types text, letter by letter. */
  async types(text: string): Promise<void> {
    await this.#run("send-keys", "-l", text);
  }

  /** Types bytes, as a terminal in another encoding does. */
  async typesBytes(...bytes: number[]): Promise<void> {
    await this.#run("send-keys", "-H", ...bytes.map((byte) => byte.toString(16)));
  }

  /** Makes the window wider or narrower. */
  async resizes(columns: number): Promise<void> {
    await this.#run("resize-window", "-x", String(columns));
  }

  /** Presses keys, by tmux's names for them: `Enter`, `C-d`. */
  async presses(...keys: string[]): Promise<void> {
    await this.#run("send-keys", ...keys);
  }

  /** Pastes text as terminals do, for programs that asked to be told. */
  async pastes(text: string): Promise<void> {
    await this.#run("set-buffer", text);
    await this.#run("paste-buffer", "-p");
  }

  /** Appends all that programs write from now on to a file, as they write it. */
  async records(path: string): Promise<void> {
    await this.#run("pipe-pane", `cat >> '${path}'`);
  }

  /** What the window is called. */
  async title(): Promise<string> {
    return (await this.#run("display-message", "-p", "#{pane_title}")).trimEnd();
  }

  /** What stands on the screen. */
  async screen(): Promise<string> {
    return await this.#run("capture-pane", "-p");
  }

  /** What stands on the screen and above it, rows that the terminal has wrapped joined again. */
  async scrollback(): Promise<string> {
    return await this.#run("capture-pane", "-p", "-J", "-S", "-");
  }

  /** Looks until the window is called so. */
  async isCalled(title: string): Promise<void> {
    await this.#finds(RegExp(`^${RegExp.escape(title)}$`), () => this.title());
  }

  /** Looks until this stands on the screen. */
  async sees(pattern: RegExp): Promise<string> {
    return await this.#finds(pattern, () => this.screen());
  }

  /**
   * Looks until these words stand on the screen, in however many rows: where rows end within them
   * depends on how long a path or an address in them is.
   */
  async reads(words: string): Promise<string> {
    const pattern = RegExp([...words.replaceAll(/\s/g, "")].map(RegExp.escape).join("\\s*"));
    return await this.#finds(pattern, () => this.screen());
  }

  async #finds(pattern: RegExp, look: () => Promise<string>): Promise<string> {
    const deadline = Date.now() + PATIENCE_MS;
    while (true) {
      const seen = await look();
      if (pattern.test(seen)) return seen;
      if (Date.now() > deadline) throw new Error(`Looked in vain for ${pattern} on\n${seen}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  /** Looks for a while whether this comes to stand on the screen. */
  async shows(pattern: RegExp, looks: number): Promise<boolean> {
    for (let look = 0; look < looks; look++) {
      if (pattern.test(await this.screen())) return true;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    return false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#run("kill-server");
    await Deno.remove(this.#folder, { recursive: true });
  }

  async #run(...args: string[]): Promise<string> {
    const command = new Deno.Command("tmux", {
      args: ["-u", "-S", `${this.#folder}/socket`, ...args],
    });
    const { success, stdout, stderr } = await command.output();
    if (success) return new TextDecoder().decode(stdout);
    throw new Error(`tmux ${args[0]} failed: ${new TextDecoder().decode(stderr)}`);
  }
}
