/** What the requests about files do. The window never learns a path it did not get, and chooses none: the desktop's own dialog does. */
import type { fileRequests } from '../../shared/ipc/file.contract.ts';
import { done } from '../../shared/outcome.ts';
import type { FileService } from '../session/files/file-service.ts';
import type { Handlers } from './router.ts';

/** What file requests need of the desktop. */
export interface FileDesktop {
  /** The path of a file the person chose; undefined when none was chosen. */
  pickFile(): Promise<string | undefined>;
  showFolder(path: string): void;
}

/** Binds that part of the contract. */
export function fileHandlersFor(files: FileService, desktop: FileDesktop): Pick<Handlers, keyof typeof fileRequests> {
  return {
    'conversation.offerFile': async ({ id }) => {
      const path = await desktop.pickFile();
      if (path === undefined) return done('cancelled' as const);
      const offered = await files.offer(id, path);
      return offered.ok ? done('offered' as const) : offered;
    },
    'conversation.acceptFile': ({ id, messageId }) => files.accept(id, messageId),
    'conversation.declineFile': ({ id, messageId }) => files.decline(id, messageId),
    'conversation.cancelFile': ({ id, messageId }) => files.cancel(id, messageId),
    'conversation.showFile': ({ id, messageId }) => {
      const saved = files.savedPath(id, messageId);
      if (!saved.ok) return saved;
      desktop.showFolder(saved.value);
      return done(undefined);
    },
  };
}
