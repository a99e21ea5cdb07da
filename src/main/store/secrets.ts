/** Passwords live in the operating system's secret store or nowhere. */
export interface SecretStore {
  /** False where only a plain-text store is at hand; then nothing is ever kept. */
  readonly available: boolean;
  /** The backend's name, for diagnostics. */
  readonly backend: string;
  get(key: string): Promise<string | undefined>;
  set(key: string, secret: string): Promise<void>;
  delete(key: string): Promise<void>;
  /** Removes everything this application ever stored. */
  clear(): Promise<void>;
}
