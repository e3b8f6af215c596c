/**
 * A town for the tests of invitations.
 *
 * @module
 */
import { ask, claim, claimAdmin, expect } from "../../../support/server/asker.ts";
import { TestClient } from "../../../support/server/test_client.ts";
import { TestServer, type TestServerOptions } from "../../../support/server/test_server.ts";

/** A room that is not open, of an account; with an administrator, and somebody outside. */
export class Town implements AsyncDisposable {
  readonly server: TestServer;
  readonly admin: string;
  readonly owner: string;
  readonly bob: string;
  readonly ruler: TestClient;

  private constructor(server: TestServer, tokens: string[], ruler: TestClient) {
    this.server = server;
    [this.admin = "", this.owner = "", this.bob = ""] = tokens;
    this.ruler = ruler;
  }

  static async make(access = "hidden", options: TestServerOptions = {}): Promise<Town> {
    const server = await TestServer.start(options);
    const admin = await claimAdmin(server, "root1");
    const owner = await claim(server, "ada");
    const bob = await claim(server, "bob");
    const ruler = await TestClient.connect(server, { token: owner });
    await ruler.join("den");
    if (access !== "open") await ruler.ask({ type: "access", room: "den", access });
    return new Town(server, [admin, owner, bob], ruler);
  }

  /** Makes an invitation into the room, and gives its secret and its id. */
  async invite(body: object = {}, token = this.owner): Promise<{ invite: string; id: string }> {
    const made = await expect(this.server, 201, "POST /api/invites", {
      token,
      body: { room: "den", ...body },
    });
    return { invite: String(made.invite), id: String(made.id) };
  }

  /** Follows a link, and gives what is answered. */
  async follow(invite: string, token = this.bob): Promise<string> {
    const asking = { token, body: { invite } };
    const { status, body } = await ask(this.server, "POST /api/invites/use", asking);
    return body === undefined ? `${status}` : `${status} ${body.error}`;
  }

  async canRead(token = this.bob): Promise<boolean> {
    const { status } = await ask(this.server, "GET /api/rooms/den/messages", { token });
    return status === 200;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.ruler[Symbol.asyncDispose]();
    await this.server[Symbol.asyncDispose]();
  }
}
