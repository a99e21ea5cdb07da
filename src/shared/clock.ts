/** Time comes from outside, so that tests own it. */
export interface Clock {
  /** Milliseconds that only grow; for durations. */
  now(): number;
  /** Milliseconds since 1970; for what people read. */
  wall(): number;
  /** Runs `task` once after `delayMs`; the returned function cancels. Never keeps the process alive by itself. */
  after(delayMs: number, task: () => void): () => void;
}

/** Cryptographic randomness, handed in. */
export interface Random {
  bytes(count: number): Uint8Array;
}
