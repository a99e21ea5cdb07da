/** The words of what can go wrong with a file between two people. */
import type { Failure } from '../../../shared/model/failure.ts';

type Words = readonly [sentence: string, next: string];

function fileWords({ code, data }: Failure): Words {
  const name = data?.name ? `"${data.name}"` : 'The file';
  switch (code) {
    case 'FILE_FORBIDDEN':
      return forbidden(data?.reason);
    case 'FILE_TOO_LARGE':
      return [`${name} is too large: at most ${data?.limit ?? '2 GB'} can be sent this way.`, 'Share it another way.'];
    case 'FILE_UNREADABLE':
      return [
        `${name} could not be read from this computer.`,
        'Check that it is still there and that you may read it.',
      ];
    case 'FILE_GONE':
      return ['This file is no longer on offer.', 'Ask for it again.'];
    case 'FILE_UNREACHABLE':
      return [
        'This computer and the other one could not reach each other directly.',
        'This way of sending files works inside one network only. Share the file another way.',
      ];
    default:
      return [`${name} did not arrive whole. Nothing of it was kept.`, 'Send it again.'];
  }
}

function forbidden(reason: string | undefined): Words {
  switch (reason) {
    case 'peer':
      return ['The other program cannot take files this way.', 'Share it another way.'];
    case 'many':
      return ['Too many files are on offer in this conversation.', 'Wait until some of them are over.'];
    default:
      return ['Your company does not let files be sent.', 'Share it another way.'];
  }
}

/** What happened to the file. */
export function fileSentence(failure: Failure): string {
  return fileWords(failure)[0];
}

/** What to do about it. */
export function fileNext(failure: Failure): string {
  return fileWords(failure)[1];
}
