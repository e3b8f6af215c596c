/**
 * What is answered to an account on the routes of passkeys, and of what else lets it in: nobody else may.
 *
 * @module
 */
import { PASSWORD } from "../../../support/secrets.ts";

interface AccountRow {
  readonly answer: string;
  readonly body?: Record<string, unknown>;
}

export const ACCOUNT_ROWS: Readonly<Record<string, AccountRow>> = {
  "GET /api/passkeys": { answer: "200" },
  "POST /api/passkeys": { answer: "400 malformed", body: {} },
  "PATCH /api/passkeys/:id": { answer: "404 not-found", body: { name: "my key" } },
  "DELETE /api/passkeys/:id": { answer: "404 not-found" },
  "DELETE /api/account/password": { answer: "403 forbidden", body: { password: PASSWORD } },
  "PUT /api/account/second-factor": {
    answer: "403 forbidden",
    body: { password: PASSWORD, on: true },
  },
  "POST /api/account/code": { answer: "201" },
};
