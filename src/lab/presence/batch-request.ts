/** application/msrtc-adrl-categorylist+xml: whose presence a client wants, many at once. [MS-PRES] 2.2.2.1 */
import { attr, children } from '../../protocol/xml/find.ts';
import { bare } from '../sip/incoming.ts';
import { rootOf } from '../sip/xml-read.ts';

export const BATCH_TYPE = 'application/msrtc-adrl-categorylist+xml';

const MOST_RESOURCES = 1000;

export interface BatchAction {
  readonly action: 'subscribe' | 'unsubscribe';
  /** `user@domain`, lower case. */
  readonly addresses: readonly string[];
}

/** The actions of a batchSub body; undefined when it is none or asks for more than 1,000 people. */
export function readBatch(text: string): BatchAction[] | undefined {
  const root = rootOf(text);
  if (root?.local !== 'batchSub') return undefined;
  const actions = children(root, 'action').map((element): BatchAction => {
    const resources = children(element, 'adhocList').flatMap((list) => children(list, 'resource'));
    const addresses = resources.map((resource) => bare(attr(resource, 'uri') ?? '')).filter((uri) => uri !== '');
    return { action: attr(element, 'name') === 'unsubscribe' ? 'unsubscribe' : 'subscribe', addresses };
  });
  const total = actions.reduce((sum, { addresses }) => sum + addresses.length, 0);
  return actions.length > 0 && total <= MOST_RESOURCES ? actions : undefined;
}
