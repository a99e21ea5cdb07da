/** Files joined with the conversations they are offered in, and with what they need of this computer. */
import type { Clock, Random } from '../../shared/clock.ts';
import type { AccountFacts, AccountState } from '../../shared/model/account.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { reasonAgainst } from '../../shared/model/policy.ts';
import type { ConversationService } from '../session/conversations/conversations-api.ts';
import { createFileService, type FileService } from '../session/files/file-service.ts';
import type { StateStore } from '../store/state.ts';

export interface FileOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** The folder files are saved in; without it they cannot be. */
  readonly downloads?: () => string;
}

export interface FileParts {
  readonly state: StateStore;
  readonly talks: Pick<ConversationService, 'onClosed' | 'onType' | 'peerOf' | 'sendIn' | 'showFile'>;
}

/** Builds the service and hands it what comes. */
export function wireFiles(
  { clock, random, downloads = noFolder }: FileOptions,
  { state, talks }: FileParts,
): FileService {
  const files = createFileService({
    clock,
    random,
    conversations: talks,
    folder: downloads,
    localAddress: () => addressIn(accountOf(state.get().account)?.local),
    ownUri: () => accountOf(state.get().account)?.sipUri ?? '',
    forbidden: () => reasonAgainst(state.get(), 'file-transfer'),
  });
  for (const type of files.contentTypes) talks.onType(type, files.receive);
  talks.onClosed(files.forget);
  state.onDelta(({ slices }) => {
    // A file that is moving outlasts a reconnection: its way is one of its own.
    if (slices.account?.kind === 'signed-out') files.end();
    for (const talk of slices.conversations ?? []) {
      // Found out by a message that did not arrive either: both may be told as one change.
      if (talk.state === 'failed') files.sessionEnded(talk.id, talk.failure);
      else if (talk.state === 'ended') files.sessionEnded(talk.id, lossIn(state.get().account));
    }
  });
  return files;
}

function noFolder(): never {
  throw new Error('no folder for files was given');
}

function accountOf(account: AccountState): AccountFacts | undefined {
  return account.kind === 'registered' ? account.account : undefined;
}

/** Why the own connection is away: what ended with it was ended by nobody. */
function lossIn(account: AccountState): Failure | undefined {
  return account.kind === 'reconnecting' ? account.failure : undefined;
}

/** The address of `address:port`, which may stand in brackets. */
function addressIn(local: string | undefined): string | undefined {
  return local?.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1') || undefined;
}
