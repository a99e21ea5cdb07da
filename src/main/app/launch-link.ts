/** Links the desktop hands over: as an argument of a start, or by an event of its own, also before there is a window. */
import { longestLink } from '../../shared/ipc/app.contract.ts';
import { linkSchemes, type Settings } from '../../shared/model/settings.ts';

const schemes = new RegExp(`^(?:${linkSchemes.join('|')}):`, 'i');

/** The last argument that is one of our links, if any. */
export function linkIn(argv: readonly string[]): string | undefined {
  return argv.findLast((argument) => schemes.test(argument) && argument.length <= longestLink);
}

/** Whether a link is of a kind that the settings let in. */
export function takesLink(link: string, { links }: Pick<Settings, 'links'>): boolean {
  const scheme = link.slice(0, link.indexOf(':')).toLowerCase();
  return links.some((each) => each === scheme);
}

/** Whoever starts us, with a link or without. */
export interface Callers {
  come(link: string | undefined): void;
  /** From now on each caller goes to the host; the last of those who came before goes at once. */
  welcome(host: (link: string | undefined) => void): void;
}

/** Keeps who comes before the window is there. */
export function createCallers(): Callers {
  let waiting: { readonly link: string | undefined } | undefined;
  let host: ((link: string | undefined) => void) | undefined;
  return {
    come(link) {
      if (host) host(link);
      // A start without a link does not push away one that brought a link.
      else waiting = { link: link ?? waiting?.link };
    },
    welcome(newHost) {
      host = newHost;
      if (waiting) host(waiting.link);
      waiting = undefined;
    },
  };
}
