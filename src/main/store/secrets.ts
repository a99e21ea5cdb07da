/** Passwords live in the operating system's secret store or nowhere. */
export interface SecretStore {
  /** False where only a plain-text store is at hand; then nothing is ever kept. */
  readonly available: boolean;
  /** The backend's name, for diagnostics. */
  readonly backend: string;
  get(key: string): Promise<string | undefined>;
  /** False when it could not be kept. Like the two below it never rejects. */
  set(key: string, secret: string): Promise<boolean>;
  /** False when it may still be there. */
  delete(key: string): Promise<boolean>;
  /** Removes everything this application ever stored; false when something may still be there. */
  clear(): Promise<boolean>;
}
