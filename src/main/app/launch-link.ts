/** The link the desktop started us with, if any: the last argument that is one of ours. */

const schemes = /^(sip|sips|tel|callto|conf|meet):/i;
const maxLength = 4096;

export function linkIn(argv: readonly string[]): string | undefined {
  return argv.findLast((argument) => schemes.test(argument) && argument.length <= maxLength);
}
