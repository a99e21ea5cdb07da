/** Links the desktop hands over: as an argument of a start, or by an event of its own, also before there is a window. */

const schemes = /^(sip|sips|tel|callto|conf|meet):/i;
const maxLength = 4096;

/** The last argument that is one of our links, if any. */
export function linkIn(argv: readonly string[]): string | undefined {
  return argv.findLast((argument) => schemes.test(argument) && argument.length <= maxLength);
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
