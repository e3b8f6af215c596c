/**
 * A passkey that nobody has: what an unknown one is checked against, so that it takes as long as a known
 * one with a wrong signature. Its private key was never kept.
 *
 * @module
 */
import type { Passkey } from "./passkey.ts";

export const DECOY: Passkey = {
  ...{ id: "", credential: "", host: "", name: "", counter: 0, made: 0, synced: false },
  transports: [],
  algorithm: -7,
  key:
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAETvgDmKM0wQ9ulgeasY89h+HrW89Fj8kjTfcreDq2TlgxuRUHC0BVWQ7DZeAdjmqIFM7WsWBoEe0evTjuMm17tQ==",
};
