/**
 * What a test says to a worker that is to end as by a bug of ours.
 *
 * @module
 */
export const DIE = "die";
