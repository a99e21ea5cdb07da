/** The connections diagnostics show: every one that lives, and the last that closed. */
import type { ConnectionFacts } from '../../shared/model/network.ts';

const mostShown = 20;

/** The list with a connection's newest facts. Closed ones give way first, the oldest before the others; what lives is always there. */
export function shownConnections(
  known: readonly ConnectionFacts[],
  facts: ConnectionFacts,
): readonly ConnectionFacts[] {
  const all = [...known.filter(({ id }) => id !== facts.id), facts];
  let surplus = all.length - mostShown;
  return all.filter(({ state }) => {
    const goes = state === 'closed' && surplus > 0;
    if (goes) surplus -= 1;
    return !goes;
  });
}
