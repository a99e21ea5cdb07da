/** Saving what the window asked for, where the person says. */
import { done, failed, type Outcome } from '../../shared/outcome.ts';

export interface SavingDesktop {
  /** Lets the person choose where a file goes, and writes it there: false when none was chosen. Rejects when it cannot be written. */
  saveFile(file: FileToSave): Promise<boolean>;
}

export interface FileToSave {
  /** Of ours: the window says what is saved, never the place. */
  readonly name: string;
  readonly text: string | Uint8Array;
}

/** Whether the person chose a place and the file lies there. Failure: STORAGE_FAILED, data `what: file`. */
export async function saved(desktop: SavingDesktop, file: FileToSave): Promise<Outcome<boolean>> {
  try {
    return done(await desktop.saveFile(file));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return failed({ code: 'STORAGE_FAILED', data: { what: 'file' }, detail, at: Date.now() });
  }
}
